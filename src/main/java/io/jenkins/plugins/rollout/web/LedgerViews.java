package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.execute.Logs;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.NumberedEvent;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The page's documents, read from a ledger that others may be writing. */
public final class LedgerViews implements RolloutViews {
    private static final int REMEMBERED = 20;

    private final Ledger ledger;

    /** Folded once and kept up to date, so that a look at a large rollout costs what has changed since the last one. */
    private final Map<String, Rollout> folded = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Rollout> eldest) {
            return size() > REMEMBERED;
        }
    });

    public LedgerViews(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public ObjectNode rollouts() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode rollouts = document.putArray("rollouts");
        ledger.rollouts().forEach(summary -> rollouts.add(ListViews.rollout(summary)));
        return document;
    }

    @Override
    public Optional<ObjectNode> status(String id, OptionalLong since) {
        return find(id).map(rollout -> {
            synchronized (rollout) {
                StatusView view = new StatusView(rollout);
                return since.isPresent() ? view.since(since.getAsLong()) : view.whole();
            }
        });
    }

    @Override
    public Optional<ObjectNode> story(String id, String instance) {
        return story(
                id, instance, (rollout, logs) -> StoryView.addLogs(logs, instance, new Logs(ledger, id).of(instance)));
    }

    /**
     * What happened to one instance, where the logs are somebody else's.
     *
     * @param logs lists them, as objects with {@code wave}, {@code action}, {@code attempt}, {@code href} and, where they
     *     are known, {@code size} in bytes and {@code page}, an address with more than the log; must not keep the rollout
     * @return empty if there is no such rollout, or the instance is not in it
     */
    public Optional<ObjectNode> story(String id, String instance, BiConsumer<Rollout, ArrayNode> logs) {
        return find(id).flatMap(rollout -> {
            synchronized (rollout) {
                return rollout.instance(instance).map(progress -> {
                    ObjectNode story = new StoryView(rollout, progress).document(ledger.eventsOf(id, instance));
                    logs.accept(rollout, (ArrayNode) story.get("logs"));
                    return story;
                });
            }
        });
    }

    /** Reads something of a rollout as it is now; nothing if there is no such rollout. */
    public <T> Optional<T> read(String id, Function<Rollout, T> reader) {
        return find(id).map(rollout -> {
            synchronized (rollout) {
                return reader.apply(rollout);
            }
        });
    }

    @Override
    public Optional<Path> log(String id, String instance, String file) {
        return new Logs(ledger, id)
                .of(instance).stream()
                        .filter(log -> log.getFileName().toString().equals(file))
                        .findFirst();
    }

    private Optional<Rollout> find(String id) {
        Rollout known = folded.get(id);
        if (known == null) {
            if (ledger.rollouts().stream().noneMatch(summary -> summary.id().equals(id))) {
                return Optional.empty();
            }
            known = ledger.load(id);
            folded.put(id, known);
        }
        synchronized (known) {
            catchUp(known);
        }
        return Optional.of(known);
    }

    private void catchUp(Rollout rollout) {
        if (rollout.state().isFinal()) {
            return;
        }
        for (NumberedEvent event : ledger.decisiveEvents(rollout.id(), rollout.sequence())) {
            rollout.apply(event.event(), event.sequence());
        }
    }
}
