package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Names;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import java.nio.file.FileSystems;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** Reads <code>junit: {run: ./smoke.sh, reports: "reports/{instance}/*.xml", timeout: 10m}</code>. */
final class JunitSourceReader implements SourceReader {
    private static final List<String> KEYS = List.of("run", "reports", "timeout");
    private static final String INSTANCE = "{instance}";

    @Override
    public Optional<Source> read(Node node, Problems problems) {
        return Fields.of(node, "a junit check", KEYS, problems).flatMap(fields -> {
            Optional<Scalar> run = fields.text("run");
            run.ifPresent(line -> check(line, problems));
            Duration timeout = fields.positiveDuration("timeout", JunitSource.DEFAULT_TIMEOUT);
            return fields.requiredText("reports").map(reports -> {
                check(reports, run.isPresent(), problems);
                return new JunitSource(run.map(Scalar::text).orElse(""), reports.text(), timeout);
            });
        });
    }

    private static void check(Scalar run, Problems problems) {
        if (run.text().isBlank()) {
            problems.error(run.location(), "the command of this check is empty; write one such as ./smoke.sh");
        } else if (run.text().indexOf('\0') >= 0) {
            problems.error(run.location(), "the command of this check holds a NUL character; take it out");
        }
    }

    private static void check(Scalar reports, boolean runs, Problems problems) {
        String text = reports.text();
        String fault = "";
        if (text.startsWith("/") || Arrays.asList(text.split("/", -1)).contains("..")) {
            fault = "must be below the folder of the rollout file, without ..";
        } else if (text.isBlank() || text.endsWith("/") || Names.hasControlCharacters(text) || !isGlob(text)) {
            fault = "must name files";
        } else if (!text.contains(INSTANCE)) {
            fault = "must have {instance} in it, so that each instance has reports of its own";
        } else if (!runs && !text.contains(Placeholders.VERSION)) {
            fault = "must have {version} in it without 'run', so that none of an earlier release is taken";
        }
        if (!fault.isEmpty()) {
            problems.error(
                    reports.location(),
                    "'reports' " + fault + ", is " + Quote.of(text) + "; write one such as reports/"
                            + (runs ? "" : "{version}/") + "{instance}/*.xml");
        }
    }

    private static boolean isGlob(String text) {
        try {
            FileSystems.getDefault()
                    .getPathMatcher(
                            "glob:" + Placeholders.PLACEHOLDER.matcher(text).replaceAll("x"));
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }
}
