package io.jenkins.plugins.rollout.jenkins.page;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.DurableFile;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutListener;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.web.StatusView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

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
        return build.getRootDir().toPath().resolve("rollout-" + rollout + ".json.gz");
    }

    /** The document of a rollout as it was last written; nothing if it never was, or can't be read. */
    static Optional<ObjectNode> read(Run<?, ?> build, String rollout) {
        if (!rollout.matches("[A-Za-z0-9._-]+")) {
            return Optional.empty();
        }
        Path file = file(build, rollout);
        try {
            return Files.exists(file) ? Optional.of(unpacked(file)) : Optional.empty();
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
        try {
            DurableFile.write(file, packed(rollout));
        } catch (IOException e) {
            throw new UncheckedIOException("the snapshot " + file + " can't be written: " + e.getMessage(), e);
        }
    }

    /** Every instance looks much like the next one: packed, a snapshot is a tenth as large. */
    private static byte[] packed(Rollout rollout) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            JSON.writeValue(out, new StatusView(rollout).whole());
        }
        return bytes.toByteArray();
    }

    private static ObjectNode unpacked(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return JSON.readValue(in, ObjectNode.class);
        }
    }
}
