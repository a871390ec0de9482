package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.WaveProgress;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A rollout as the one JSON document that the command line prints and the pages read. Cursors are sequence numbers of
 * events.
 */
public final class StatusView {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Rollout rollout;

    public StatusView(Rollout rollout) {
        this.rollout = rollout;
    }

    /** The whole document. */
    public ObjectNode whole() {
        ObjectNode status = head();
        Set<String> environments = new LinkedHashSet<>();
        Set<String> customers = new LinkedHashSet<>();
        rollout.plan().waves().stream().map(Wave::environment).forEach(environments::add);
        rollout.plan()
                .placements()
                .map(placement -> placement.instance().customer())
                .filter(customer -> !customer.isEmpty())
                .forEach(customers::add);
        environments.forEach(status.putArray("environments")::add);
        customers.forEach(status.putArray("customers")::add);
        addChanges(status, 0);
        return status;
    }

    /** Only what has changed after a cursor; the whole where the cursor is not one of this rollout's. */
    public ObjectNode since(long cursor) {
        if (cursor <= 0 || cursor > rollout.sequence()) {
            return whole();
        }
        ObjectNode status = head();
        status.put("since", cursor);
        addChanges(status, cursor);
        return status;
    }

    private ObjectNode head() {
        ObjectNode status = JSON.objectNode();
        status.put("id", rollout.id());
        status.put("service", rollout.plan().service());
        status.put("version", rollout.plan().version());
        status.put("action", rollout.plan().action().word());
        status.put("state", rollout.state().word());
        status.put("why", why());
        status.put("startedAt", rollout.planned().at().toString());
        putTime(status, "finishedAt", rollout.finished().map(RolloutEvent.RolloutFinished::at));
        status.put("blastRadius", round(rollout.blastRadius()));
        status.put("selected", rollout.plan().size());
        status.put("cursor", rollout.sequence());
        return status;
    }

    /** To millionths: enough for one instance of any fleet, and no noise of the last binary digit. */
    static double round(double share) {
        return Math.round(share * 1_000_000) / 1_000_000.0;
    }

    private String why() {
        return rollout.finished()
                .map(RolloutEvent.RolloutFinished::why)
                .or(rollout::question)
                .orElse("");
    }

    private void addChanges(ObjectNode status, long cursor) {
        ArrayNode waves = status.putArray("waves");
        ArrayNode verdicts = JSON.arrayNode();
        for (WaveProgress wave : rollout.waves()) {
            if (wave.changed() > cursor || cursor == 0) {
                waves.add(wave(wave));
                wave.verdict().ifPresent(verdict -> verdicts.add(verdict(wave)));
            }
        }
        ArrayNode instances = status.putArray("instances");
        for (InstanceProgress progress : rollout.instances()) {
            if (progress.changed() > cursor || cursor == 0) {
                instances.add(instance(progress));
            }
        }
        status.set("verdicts", verdicts);
    }

    private static ObjectNode wave(WaveProgress progress) {
        ObjectNode wave = JSON.objectNode();
        wave.put("number", progress.wave().number());
        wave.put("name", progress.wave().name());
        wave.put("environment", progress.wave().environment());
        wave.put("action", progress.wave().action().word());
        wave.put("state", progress.state());
        wave.put("size", progress.wave().size());
        putTime(wave, "startedAt", progress.startedAt());
        putTime(wave, "judgedAt", progress.judgedAt());
        return wave;
    }

    private ObjectNode verdict(WaveProgress progress) {
        ObjectNode verdict = JSON.objectNode();
        verdict.put("wave", progress.wave().number());
        verdict.put("verdict", progress.verdict().orElseThrow().word());
        verdict.put("reason", progress.reason());
        verdict.put("bad", progress.bad());
        putTime(verdict, "at", progress.judgedAt());
        ArrayNode instances = verdict.putArray("instances");
        for (InstanceHealth health : progress.unwell()) {
            ObjectNode instance = instances.addObject();
            instance.put("instance", health.instance());
            instance.put("verdict", health.verdict().word());
            instance.put("reason", health.reason());
        }
        return verdict;
    }

    static ObjectNode instance(InstanceProgress progress) {
        Placement placement = progress.placement();
        ObjectNode instance = JSON.objectNode();
        instance.put("name", progress.name());
        putText(instance, "customer", placement.instance().customer());
        instance.put("environment", placement.instance().environment());
        instance.put("wave", progress.wave());
        instance.put("state", progress.state().word());
        putText(instance, "version", progress.version());
        putText(instance, "previousVersion", placement.previous().version());
        putTime(instance, "startedAt", progress.startedAt());
        putTime(instance, "finishedAt", progress.finishedAt());
        putText(instance, "reason", progress.reason());
        return instance;
    }

    static void putText(ObjectNode node, String field, String text) {
        if (text.isEmpty()) {
            node.putNull(field);
        } else {
            node.put(field, text);
        }
    }

    private static void putTime(ObjectNode node, String field, Optional<Instant> time) {
        node.put(field, time.map(Instant::toString).orElse(null));
    }
}
