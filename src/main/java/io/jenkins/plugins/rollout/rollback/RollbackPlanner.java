package io.jenkins.plugins.rollout.rollback;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.release.Release;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans the way back. Environments go in reverse promotion order, one wave each: where customers are comes first, and
 * nobody waits for a canary to be relieved.
 */
public final class RollbackPlanner {
    private RollbackPlanner() {}

    /**
     * The way back from a deployment: each instance gets the release that it had before.
     *
     * @param affected placements of the deployment, in the order in which they were deployed
     * @param firstNumber of the waves
     */
    public static Plan undo(List<Placement> affected, int firstNumber) {
        return back(affected.stream().map(RollbackPlanner::reversed).toList(), firstNumber);
    }

    private static Placement reversed(Placement placement) {
        String why = placement.previous().isNone()
                ? "no earlier release on record"
                : "back to " + placement.previous().version();
        return new Placement(placement.instance(), target(placement), placement.release(), why);
    }

    /** A way back that does not exist still names its service. */
    private static Release target(Placement placement) {
        return placement.previous().isNone()
                ? new Release(placement.release().service(), "", List.of(), "")
                : placement.previous();
    }

    /**
     * A way back with targets that someone chose.
     *
     * @param placements each with the target as its release, in the order in which they were deployed
     * @param firstNumber of the waves
     */
    public static Plan back(List<Placement> placements, int firstNumber) {
        Map<String, List<Placement>> byEnvironment = new LinkedHashMap<>();
        for (Placement placement : placements) {
            byEnvironment
                    .computeIfAbsent(placement.instance().environment(), environment -> new ArrayList<>())
                    .add(placement);
        }
        List<String> environments = new ArrayList<>(byEnvironment.keySet());
        Collections.reverse(environments);
        List<Wave> waves = new ArrayList<>();
        for (String environment : environments) {
            waves.add(new Wave(
                    firstNumber + waves.size(),
                    "way back",
                    environment,
                    Action.ROLLBACK,
                    byEnvironment.get(environment)));
        }
        String service = placements.isEmpty() ? "" : placements.get(0).release().service();
        return new Plan(Action.ROLLBACK, service, versions(placements), waves, Map.of(), warnings(placements));
    }

    private static String versions(List<Placement> placements) {
        return String.join(
                ", ",
                placements.stream()
                        .map(placement -> placement.release().version())
                        .filter(version -> !version.isEmpty())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static List<String> warnings(List<Placement> placements) {
        List<String> lost = placements.stream()
                .filter(placement -> placement.release().isNone())
                .map(Placement::name)
                .toList();
        return lost.isEmpty()
                ? List.of()
                : List.of(Names.count(lost.size(), "instance")
                        + " can't be rolled back: no earlier release is on record: " + Names.list(lost));
    }
}
