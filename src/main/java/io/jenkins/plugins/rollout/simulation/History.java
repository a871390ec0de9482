package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Tells the events of a simulated rollout to people. */
final class History {
    private History() {}

    static String tell(List<RolloutEvent> events) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            RolloutEvent event = events.get(i);
            Duration since = Duration.between(VirtualClock.START, event.at());
            text.append(String.format("%4d %9.3fs %s%n", i + 1, since.toMillis() / 1000.0, tell(event)));
        }
        return text.toString();
    }

    private static String tell(RolloutEvent event) {
        if (event instanceof RolloutEvent.RolloutPlanned planned) {
            return "RolloutPlanned" + tell(planned.spec()) + tell(planned.plan());
        }
        if (event instanceof RolloutEvent.RollbackPlanned back) {
            return "RollbackPlanned (" + back.why() + ")" + tell(back.plan());
        }
        return event.toString();
    }

    private static String tell(RolloutSpec spec) {
        return " " + spec.strategy() + " " + spec.limits() + " "
                + spec.onFailure().word() + " promotion " + spec.promotion() + " retries "
                + spec.deployment().retries();
    }

    private static String tell(Plan plan) {
        return plan.waves().stream()
                .map(wave -> String.format(
                        "%n       wave %d %s in %s: %s",
                        wave.number(),
                        wave.action().word(),
                        wave.environment(),
                        wave.placements().stream().map(Placement::name).collect(Collectors.joining(" "))))
                .collect(Collectors.joining());
    }
}
