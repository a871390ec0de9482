package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Placement;
import java.util.List;
import java.util.Optional;

/** Which waves make way for a way back, as harm was found late: whoever has one of them in hand lets go of it. */
final class Interruptions {
    private final Rollout rollout;
    private final Stages stages;
    private final Consequences consequences;

    Interruptions(Rollout rollout) {
        this.rollout = rollout;
        this.stages = rollout.stages();
        this.consequences = new Consequences(rollout);
    }

    /** For which way back, such as {@code makes way for the way back of acme-production}; nothing if it doesn't. */
    Optional<String> of(Stage stage) {
        boolean isOver = rollout.finished().isPresent() || rollout.abort().isPresent();
        Optional<Stage> current = stages.current();
        if (isOver || stage.isJudged() || current.isEmpty()) {
            return Optional.empty();
        }
        if (current.get() != stage) {
            return isOvertaken(stage, current.get())
                    ? Optional.of(wayBackOf(current.get().wave().placements()))
                    : Optional.empty();
        }
        List<Stage> owing = stages.debts().owing();
        boolean isLate =
                owing.stream().anyMatch(one -> !one.findings().foundLater().isEmpty());
        // On its way back a wave goes on while a person is asked about another.
        boolean comesFirst = stage.is(Action.DEPLOY) || consequences.wayBack().isPresent();
        return isLate && comesFirst
                ? Optional.of(wayBackOf(owing.stream()
                        .flatMap(one -> stages.debts().owed(one).stream())
                        .toList()))
                : Optional.empty();
    }

    /** A way back was planned later than the wave, and put in before it. */
    private boolean isOvertaken(Stage stage, Stage current) {
        boolean isLaterWayBack = current.is(Action.ROLLBACK)
                && stage.is(Action.ROLLBACK)
                && current.wave().number() > stage.wave().number();
        return stages.underWay().contains(stage) || isLaterWayBack;
    }

    private static String wayBackOf(List<Placement> placements) {
        return "makes way for the way back of "
                + Names.list(placements.stream().map(Placement::name).toList());
    }
}
