package io.jenkins.plugins.rollout.jenkins.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import hudson.model.Run;
import hudson.util.AtomicFileWriter;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutListener;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.web.StatusView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a build keeps of its rollouts beside the ledger: the matrix as it was when a wave was judged last, and as it
 * ended. So the build's page outlives the ledger, and goes where the build goes.
 */
@Extension
public final class Snapshots implements RolloutListener {
    private static final Logger LOGGER = Logger.getLogger(Snapshots.class.getName());
    private static final JsonMapper JSON = new JsonMapper();

    /** How far each running rollout had come when its snapshot was written. */
    private final Map<String, Long> written = new HashMap<>();

    private static Path file(Run<?, ?> build, String rollout) {
        return build.getRootDir().toPath().resolve("rollout-" + rollout + ".json");
    }

    /** The document of a rollout as it was last written; nothing if it never was, or can't be read. */
    static Optional<ObjectNode> read(Run<?, ?> build, String rollout) {
        if (!rollout.matches("[A-Za-z0-9._-]+")) {
            return Optional.empty();
        }
        Path file = file(build, rollout);
        try {
            JsonNode document = Files.exists(file) ? JSON.readTree(file.toFile()) : null;
            return document instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "the snapshot " + file + " can't be read");
            return Optional.empty();
        }
    }

    @Override
    public void changed(Run<?, ?> build, Rollout rollout) {
        if (isWorthKeeping(rollout)) {
            write(build, rollout);
        }
    }

    /** Whether a wave was judged, or the rollout has begun or ended, since the last time. */
    private synchronized boolean isWorthKeeping(Rollout rollout) {
        if (rollout.finished().isPresent()) {
            written.remove(rollout.id());
            return true;
        }
        long judged = rollout.waves().stream()
                .filter(wave -> wave.judgedAt().isPresent())
                .count();
        Long before = written.put(rollout.id(), judged);
        return before == null || before != judged;
    }

    private static void write(Run<?, ?> build, Rollout rollout) {
        Path file = file(build, rollout.id());
        try (AtomicFileWriter writer = new AtomicFileWriter(file, StandardCharsets.UTF_8)) {
            try {
                writer.write(text(rollout));
                writer.commit();
            } finally {
                writer.abort();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the snapshot " + file + " can't be written: " + e.getMessage(), e);
        }
    }

    private static String text(Rollout rollout) {
        try {
            return JSON.writeValueAsString(new StatusView(rollout).whole());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can always be written", e);
        }
    }
}
