package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Why a body failed, as one line for people. */
final class FailureReason {
    private static final int LONGEST = 1_000;

    private FailureReason() {}

    /** Never empty. */
    static String of(Throwable failure) {
        String line = text(failure).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        String reason = line.isEmpty() ? failure.getClass().getSimpleName() : line;
        return reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "…";
    }

    private static String text(Throwable failure) {
        if (failure instanceof FlowInterruptedException interruption) {
            List<CauseOfInterruption> causes = interruption.getCauses();
            return causes.isEmpty()
                    ? "interrupted"
                    : causes.stream()
                            .map(CauseOfInterruption::getShortDescription)
                            .collect(Collectors.joining("; "));
        }
        if (failure.getMessage() == null) {
            return "";
        }
        return failure instanceof AbortException
                ? failure.getMessage()
                : failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
