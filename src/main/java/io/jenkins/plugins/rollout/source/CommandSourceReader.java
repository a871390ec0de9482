package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code command: ./smoke.sh} and {@code command: {run: ./smoke.sh, timeout: 30s}}. */
final class CommandSourceReader implements SourceReader {
    private static final List<String> KEYS = List.of("run", "timeout");

    @Override
    public Optional<Source> read(Node node, Problems problems) {
        if (node instanceof Scalar run) {
            return check(run, CommandSource.DEFAULT_TIMEOUT, problems);
        }
        return Fields.of(node, "a command check", KEYS, problems).flatMap(fields -> {
            Duration timeout = fields.positiveDuration("timeout", CommandSource.DEFAULT_TIMEOUT);
            return fields.requiredText("run").flatMap(run -> check(run, timeout, problems));
        });
    }

    private static Optional<Source> check(Scalar run, Duration timeout, Problems problems) {
        if (run.text().isBlank()) {
            problems.error(run.location(), "the command of this check is empty; write one such as ./smoke.sh");
        } else if (run.text().indexOf('\0') >= 0) {
            problems.error(run.location(), "the command of this check holds a NUL character; take it out");
        }
        return Optional.of(new CommandSource(run.text(), timeout));
    }
}
