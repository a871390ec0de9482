package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.rollback.RollbackPlanner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules: what follows from what has happened. Reads the rollout, changes nothing. */
final class Decider {
    private final Rollout rollout;
    private final PromotionRule promotion;

    Decider(Rollout rollout) {
        this.rollout = rollout;
        this.promotion = new PromotionRule(rollout);
    }

    Decision next(Instant now) {
        if (rollout.finished().isPresent()) {
            RolloutEvent.RolloutFinished end = rollout.finished().get();
            return new Decision.Finish(end.outcome(), end.why());
        }
        Optional<Stage> current = rollout.stages().current();
        if (rollout.abort().isPresent()) {
            return abort(current, rollout.abort().get());
        }
        if (rollout.question().isPresent()) {
            return new Decision.AskApproval(rollout.question().get());
        }
        if (current.isPresent() && current.get().startedAt().isPresent()) {
            return goOn(current.get(), now);
        }
        Optional<Decision> consequence = rollout.stages()
                .lastJudged()
                .filter(stage -> stage.is(Action.DEPLOY))
                .flatMap(this::consequence);
        if (consequence.isPresent()) {
            return consequence.get();
        }
        boolean goingBack = current.filter(stage -> stage.is(Action.ROLLBACK)).isPresent();
        if (current.isPresent() && (goingBack || mayGoForward())) {
            return goOn(current.get(), now);
        }
        return finish();
    }

    private static Decision abort(Optional<Stage> current, RolloutEvent.AbortRequested request) {
        int inFlight = current.map(stage -> stage.inFlight().size()).orElse(0);
        if (inFlight > 0) {
            return new Decision.Wait(
                    Instant.MAX, "aborting; " + Names.count(inFlight, "instance") + " still in flight");
        }
        return new Decision.Finish(Outcome.ABORTED, "aborted by " + request.by() + ": " + request.reason());
    }

    /** Brings a wave one step further: begin, wait for the running, watch, judge. */
    private Decision goOn(Stage stage, Instant now) {
        if (!stage.uncertain().isEmpty()) {
            return new Decision.Recover(stage.wave(), stage.placements(stage.uncertain()));
        }
        Decision.Deploy deploy = begin(stage, name -> true);
        if (!deploy.start().isEmpty() || !deploy.refuse().isEmpty()) {
            return deploy;
        }
        if (!stage.inFlight().isEmpty()) {
            return new Decision.Wait(Instant.MAX, Names.count(stage.inFlight().size(), "instance") + " in flight");
        }
        if (!stage.deployed().isEmpty()) {
            Instant watched = stage.lastSettled().plus(rollout.spec().limits().bake());
            if (now.isBefore(watched) && !stage.isFoundBad()) {
                return new Decision.Wait(
                        watched, "watching wave " + stage.wave().number());
            }
        }
        return new Decision.Judge(stage.wave(), stage.placements(stage.deployed()));
    }

    /** Begin what may begin now, if only some of the due wave's instances are there to be begun. */
    Optional<Decision.Deploy> begin(Instant now, Predicate<String> candidates) {
        return next(now) instanceof Decision.Deploy due
                ? Optional.of(begin(rollout.stages().of(due.wave().number()), candidates))
                : Optional.empty();
    }

    private Decision.Deploy begin(Stage stage, Predicate<String> candidates) {
        List<Decision.Start> start = new ArrayList<>();
        List<Decision.Refusal> refuse = new ArrayList<>();
        int room = rollout.spec().limits().maxParallel() - stage.inFlight().size();
        if (!stage.isExhausted()) {
            for (String name : stage.waiting()) {
                if (start.size() >= room) {
                    break;
                }
                if (!candidates.test(name)) {
                    continue;
                }
                Placement placement = stage.placement(name);
                Optional<String> obstacle = obstacle(stage, placement);
                if (obstacle.isPresent()) {
                    refuse.add(new Decision.Refusal(placement, obstacle.get()));
                } else {
                    start.add(new Decision.Start(placement, stage.nextAttempt(name)));
                }
            }
        }
        return new Decision.Deploy(stage.wave(), start, refuse);
    }

    private Optional<String> obstacle(Stage stage, Placement placement) {
        if (stage.is(Action.ROLLBACK)) {
            return placement.release().isNone() ? Optional.of("no earlier release on record") : Optional.empty();
        }
        return promotion.obstacle(placement.instance());
    }

    /** What a judged wave of the plan leads to before anything else: a question, or a way back. */
    private Optional<Decision> consequence(Stage stage) {
        boolean inconclusive = stage.verdict().equals(Optional.of(Verdict.INCONCLUSIVE));
        if (inconclusive && stage.approvals() == 0) {
            return Optional.of(new Decision.AskApproval("wave " + stage.wave().number() + " ("
                    + stage.wave().environment() + ", " + stage.wave().name() + ") could not be judged: "
                    + reason(stage) + ". Approve to count it as healthy and go on, or abort to end here."));
        }
        List<Placement> affected = stage.affected();
        if (affected.isEmpty() || stage.isWayBackPlanned()) {
            return Optional.empty();
        }
        List<Placement> targets =
                isStopping(stage) && rollout.spec().onFailure() == OnFailure.ROLLBACK_ALL ? reached() : affected;
        Plan back = RollbackPlanner.undo(targets, rollout.stages().nextNumber());
        int answers = inconclusive ? 1 : 0;
        if (rollout.spec().onFailure() == OnFailure.HOLD && stage.approvals() == answers) {
            return Optional.of(new Decision.AskApproval("wave " + stage.wave().number() + " ("
                    + stage.wave().environment() + ", " + stage.wave().name() + "): " + reason(stage)
                    + ". Approve to roll back " + describe(targets) + ", or abort to leave them as they are."));
        }
        return Optional.of(new Decision.RollBack(back, reason(stage)));
    }

    private String reason(Stage stage) {
        return rollout.stages().reason(stage);
    }

    private static String describe(List<Placement> targets) {
        return Names.list(targets.stream()
                .map(placement -> placement.previous().isNone()
                        ? placement.name() + " (impossible: no earlier release on record)"
                        : placement.name() + " to " + placement.previous().version())
                .toList());
    }

    private List<Placement> reached() {
        return rollout.stages().deployments().stream()
                .flatMap(stage -> stage.reached().stream())
                .filter(placement -> rollout.instance(placement.name())
                        .filter(progress -> progress.state() != InstanceState.ROLLED_BACK
                                && progress.state() != InstanceState.ROLLBACK_FAILED)
                        .isPresent())
                .toList();
    }

    private static boolean isStopping(Stage stage) {
        return stage.verdict().equals(Optional.of(Verdict.FAIL));
    }

    /** A failed wave ends the way forward, and so does an instance for which there was no way back. */
    private boolean mayGoForward() {
        if (rollout.plan().action() == Action.ROLLBACK) {
            return true;
        }
        return !rollout.stages().isStopped() && rollout.stages().countLost() == 0;
    }

    private Decision finish() {
        Stages stages = rollout.stages();
        long lost = stages.countLost();
        if (lost > 0) {
            return new Decision.Finish(Outcome.FAILED, count(lost) + " could not be brought back");
        }
        if (rollout.plan().action() == Action.ROLLBACK) {
            return new Decision.Finish(
                    Outcome.SUCCEEDED, count(stages.countTakenBack()) + " back on what they had before");
        }
        if (stages.isStopped()) {
            Stage failed = stages.lastJudgedDeployment().orElseThrow();
            return new Decision.Finish(
                    Outcome.ROLLED_BACK,
                    "stopped in wave " + failed.wave().number() + "; " + count(stages.countTakenBack())
                            + " rolled back");
        }
        if (stages.countTakenBack() + stages.countSkipped() > 0) {
            return new Decision.Finish(Outcome.PARTIAL, partly(stages.countTakenBack(), stages.countSkipped()));
        }
        return new Decision.Finish(
                Outcome.SUCCEEDED,
                "all " + rollout.plan().size() + " instances are healthy on "
                        + rollout.plan().version());
    }

    private static String partly(long takenBack, long leftOut) {
        String back = count(takenBack) + " rolled back within the failure budget";
        if (leftOut == 0) {
            return back;
        }
        return takenBack == 0 ? count(leftOut) + " left out" : back + ", " + leftOut + " left out";
    }

    private static String count(long number) {
        return Names.count((int) number, "instance");
    }
}
