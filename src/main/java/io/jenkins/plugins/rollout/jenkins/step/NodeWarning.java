package io.jenkins.plugins.rollout.jenkins.step;

import hudson.model.Result;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Lets views of a pipeline draw a step, and the stage and branch around it, as if it had failed; the build's result stays. */
final class NodeWarning {
    private static final Logger LOGGER = Logger.getLogger(NodeWarning.class.getName());
    private static final int LONGEST = 1_000;

    private NodeWarning() {}

    /** Where instances have failed. @param result with them as {@code failed: [[name:, reason:]…]} */
    static void ofFailures(StepContext context, Map<String, Object> result) {
        List<Map<?, ?>> failed = ((Collection<?>) result.get("failed"))
                .stream().<Map<?, ?>>map(one -> (Map<?, ?>) one).toList();
        if (!failed.isEmpty()) {
            put(
                    context,
                    Result.FAILURE,
                    failed.stream()
                            .map(one -> one.get("name") + ": " + one.get("reason"))
                            .collect(Collectors.joining("; ")));
        }
    }

    static void put(StepContext context, Result asIf, String why) {
        String line = LogLine.of(why);
        String message = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
        try {
            context.get(FlowNode.class).addOrReplaceAction(new WarningAction(asIf).withMessage(message));
        } catch (IOException | InterruptedException | RuntimeException e) {
            LOGGER.log(Level.FINE, e, () -> "a step can't be marked: " + message);
        }
    }
}
