package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Instances that a controller had begun, on record, before it died, and that are in no body: the pipeline was saved for
 * the last time before that.
 */
final class LeftBehind {
    static final String WHY = "was in flight when the controller ended";

    private final BuildRollout driven;

    LeftBehind(BuildRollout driven) {
        this.driven = driven;
    }

    /**
     * Records that they are to be done again; or that they have failed, where nothing is begun any more.
     *
     * @param context of any step of the build
     */
    void settle(StepContext context) throws IOException, InterruptedException, ExecutionException {
        List<Rollout.InFlight> inherited = driven.inherited();
        if (inherited.isEmpty()) {
            return;
        }
        List<StepExecution> steps =
                context.get(FlowExecution.class).getCurrentExecutions(false).get();
        List<Rollout.InFlight> lost = inherited.stream()
                .filter(one -> steps.stream().noneMatch(step -> has(step, one)))
                .collect(Collectors.toCollection(ArrayList::new));
        // The last one first: each goes back to the front of the queue.
        Collections.reverse(lost);
        driven.decide(now -> now.inFlight().stream().noneMatch(lost::contains)
                ? List.of()
                : events(lost, now, driven.clock().instant()));
    }

    private boolean has(StepExecution step, Rollout.InFlight one) {
        return step instanceof BodyHost host
                && host.hasInHand(
                        driven.id(), one.wave().number(), one.placement().name());
    }

    private static List<RolloutEvent> events(List<Rollout.InFlight> lost, Rollout now, Instant at) {
        boolean goesOn = now.abort().isEmpty();
        return lost.stream()
                .filter(now.inFlight()::contains)
                .<RolloutEvent>map(one -> {
                    int wave = one.wave().number();
                    String instance = one.placement().name();
                    return goesOn
                            ? new RolloutEvent.InstanceReset(at, wave, instance, WHY)
                            : new RolloutEvent.InstanceFailed(at, wave, instance, WHY);
                })
                .toList();
    }
}
