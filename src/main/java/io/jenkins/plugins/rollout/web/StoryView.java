package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.ledger.NumberedEvent;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What happened to one instance in a rollout, as JSON: events, measurements, checks, logs. */
final class StoryView {
    private static final Pattern LOG = Pattern.compile("wave-(\\d+)-(deploy|rollback)-(\\d+)\\.log");

    private final Rollout rollout;
    private final InstanceProgress progress;

    StoryView(Rollout rollout, InstanceProgress progress) {
        this.rollout = rollout;
        this.progress = progress;
    }

    /** With no log listed yet. */
    ObjectNode document(List<NumberedEvent> events) {
        ObjectNode story = JsonNodeFactory.instance.objectNode();
        ObjectNode instance = StatusView.instance(progress);
        StatusView.putText(instance, "url", progress.placement().instance().url());
        instance.put("why", progress.placement().why());
        story.set("instance", instance);
        ArrayNode told = story.putArray("events");
        ArrayNode measurements = story.putArray("measurements");
        ChecksView checks = new ChecksView(progress.name(), rollout.spec().gate());
        for (NumberedEvent event : events) {
            checks.apply(event.event());
            if (event.event() instanceof RolloutEvent.InstanceMeasured measured) {
                measured.measurements().forEach(one -> measurements.add(measurement(one)));
            } else {
                if (event.event() instanceof RolloutEvent.InstanceVerified verified) {
                    measurements.add(measurement(verified.result()));
                }
                sentence(event.event()).ifPresent(text -> told.add(event(event, text)));
            }
        }
        story.set("checks", withRelease(checks.document()));
        story.putArray("logs");
        return story;
    }

    /** Which release was judged: on the way back, it is the earlier one. */
    private ArrayNode withRelease(ArrayNode checks) {
        for (JsonNode check : checks) {
            int wave = check.get("wave").intValue();
            rollout.wave(wave).ifPresent(known -> ((ObjectNode) check)
                    .put("action", known.action().word())
                    .put(
                            "version",
                            rollout.placement(wave, progress.name()).release().version()));
        }
        return checks;
    }

    /** What an event says of this instance; nothing if it is about others. */
    private Optional<String> sentence(RolloutEvent event) {
        if (event instanceof RolloutEvent.OfInstance) {
            return Optional.of(EventWords.sentence(rollout, event));
        }
        if (event instanceof RolloutEvent.WaveJudged judged) {
            return judged.health().stream()
                    .filter(health -> health.instance().equals(progress.name()))
                    .map(health -> EventWords.judgement(health.verdict()) + ": " + health.reason())
                    .findFirst();
        }
        if (event instanceof RolloutEvent.RollbackPlanned back) {
            return back.plan()
                    .placements()
                    .filter(placement -> placement.name().equals(progress.name()))
                    .map(placement -> "rollback decided: " + placement.why())
                    .findFirst();
        }
        return event.at().equals(progress.finishedAt().orElse(Instant.MIN)) && event instanceof RolloutEvent.Approved
                ? Optional.of(EventWords.sentence(rollout, event))
                : Optional.empty();
    }

    private static ObjectNode event(NumberedEvent numbered, String text) {
        RolloutEvent event = numbered.event();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("seq", numbered.sequence());
        json.put("at", event.at().toString());
        json.put("type", EventWords.type(event));
        json.put("text", text);
        return json;
    }

    private static ObjectNode measurement(Measurement one) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("at", one.at().toString());
        json.put("check", one.check());
        json.put("outcome", one.outcome().name().toLowerCase(Locale.ROOT));
        json.put("detail", one.detail());
        json.put("tookMillis", one.took().toMillis());
        return json;
    }

    /** Lists log files that the command line's driver has written. */
    static void addLogs(ArrayNode list, String instance, List<Path> files) {
        files.forEach(file -> addLog(list, instance, file));
    }

    private static void addLog(ArrayNode files, String instance, Path log) {
        String name = String.valueOf(log.getFileName());
        Matcher parts = LOG.matcher(name);
        if (!parts.matches()) {
            return;
        }
        ObjectNode json = files.addObject();
        json.put("wave", Integer.parseInt(parts.group(1)));
        json.put("action", parts.group(2));
        json.put("attempt", Integer.parseInt(parts.group(3)));
        json.put("href", RolloutViews.logHref(instance, name));
        json.put("size", size(log));
    }

    private static long size(Path log) {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0;
        }
    }
}
