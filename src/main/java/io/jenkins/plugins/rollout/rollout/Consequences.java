package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.rollback.RollbackPlanner;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What harm in judged waves of the plan leads to, and doubt about them: a way back, or a question to a person. */
final class Consequences {
    private final Rollout rollout;

    Consequences(Rollout rollout) {
        this.rollout = rollout;
    }

    /** That may be planned now, of all waves together. */
    Optional<Decision.RollBack> wayBack() {
        Debts debts = rollout.stages().debts();
        List<Stage> due = debts.owing().stream()
                .filter(stage -> !debts.due(stage).isEmpty())
                .toList();
        if (due.isEmpty()) {
            return Optional.empty();
        }
        List<Placement> targets =
                due.stream().flatMap(stage -> debts.due(stage).stream()).toList();
        return Optional.of(new Decision.RollBack(
                RollbackPlanner.undo(targets, rollout.stages().nextNumber()), why(due)));
    }

    /** That a person has to answer before anything else is begun. */
    Optional<String> question() {
        List<Stage> owing = debts().owing();
        if (!owing.isEmpty()) {
            return Optional.of(owing.stream().map(this::tell).collect(Collectors.joining("; "))
                    + ". Approve to roll back " + describe(owed(owing)) + ", or abort to leave them as they are.");
        }
        return debts().doubt()
                .map(stage -> name(stage) + " could not be judged: "
                        + rollout.stages().reason(stage)
                        + ". Approve to count it as healthy and go on, or abort to end here.");
    }

    private Debts debts() {
        return rollout.stages().debts();
    }

    private List<Placement> owed(List<Stage> owing) {
        return owing.stream().flatMap(stage -> debts().owed(stage).stream()).toList();
    }

    /** A wave that goes back with all others has nothing to say of itself. */
    private String why(List<Stage> due) {
        List<Stage> causes =
                due.stream().filter(stage -> !stage.affected().isEmpty()).toList();
        List<Stage> told =
                causes.isEmpty() ? rollout.stages().stoppedIn().stream().toList() : causes;
        return told.stream().map(rollout.stages()::reason).collect(Collectors.joining("; "));
    }

    private String tell(Stage stage) {
        return name(stage) + ": " + rollout.stages().reason(stage);
    }

    private static String name(Stage stage) {
        return "wave " + stage.wave().number() + " (" + stage.wave().environment() + ", "
                + stage.wave().name() + ")";
    }

    private static String describe(List<Placement> targets) {
        return Names.list(targets.stream()
                .map(placement -> placement.previous().isNone()
                        ? placement.name() + " (impossible: no earlier release on record)"
                        : placement.name() + " to " + placement.previous().version())
                .toList());
    }
}
