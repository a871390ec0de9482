package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.Placement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The rules: what follows from what has happened. Reads the rollout, changes nothing. */
final class Decider {
    private final Rollout rollout;
    private final PromotionRule promotion;
    private final Consequences consequences;

    Decider(Rollout rollout) {
        this.rollout = rollout;
        this.promotion = new PromotionRule(rollout);
        this.consequences = new Consequences(rollout);
    }

    /** Harm comes first: its way back is planned before all else, and runs before anything else goes on. */
    Decision next(Instant now) {
        if (rollout.finished().isPresent()) {
            RolloutEvent.RolloutFinished end = rollout.finished().get();
            return new Decision.Finish(end.outcome(), end.why());
        }
        if (rollout.abort().isPresent()) {
            return abort(rollout.abort().get());
        }
        Optional<Decision.RollBack> wayBack = consequences.wayBack();
        if (wayBack.isPresent()) {
            return wayBack.get();
        }
        Optional<Stage> current = rollout.stages().current();
        if (current.isPresent() && current.get().is(Action.ROLLBACK)) {
            return goOn(current.get(), now);
        }
        if (rollout.question().isPresent()) {
            return new Decision.AskApproval(rollout.question().get());
        }
        Optional<String> question = consequences.question();
        if (question.isPresent()) {
            return ask(question.get());
        }
        boolean isUnderWay = current.isPresent() && current.get().startedAt().isPresent();
        if (current.isPresent() && (isUnderWay || !rollout.stages().isClosed())) {
            return goOn(current.get(), now);
        }
        return Endings.finish(rollout);
    }

    private Decision abort(RolloutEvent.AbortRequested request) {
        int inFlight = rollout.stages().countInFlight();
        if (inFlight > 0) {
            return new Decision.Wait(
                    Instant.MAX, "aborting; " + Names.count(inFlight, "instance") + " still in flight");
        }
        return new Decision.Finish(Outcome.ABORTED, "aborted by " + request.by() + ": " + request.reason());
    }

    /** Whoever drives lets go while a person thinks, so what is in flight has to end first. */
    private Decision ask(String question) {
        return recover().or(this::awaitFlights).orElseGet(() -> new Decision.AskApproval(question));
    }

    private Optional<Decision> recover() {
        return rollout.stages().underWay().stream()
                .filter(stage -> !stage.uncertain().isEmpty())
                .findFirst()
                .map(stage -> new Decision.Recover(stage.wave(), stage.placements(stage.uncertain())));
    }

    private Optional<Decision> awaitFlights() {
        int inFlight = rollout.stages().countInFlight();
        return inFlight == 0
                ? Optional.empty()
                : Optional.of(new Decision.Wait(Instant.MAX, Names.count(inFlight, "instance") + " in flight"));
    }

    /** Brings a wave one step further: begin, wait for the running, watch, judge. */
    private Decision goOn(Stage stage, Instant now) {
        Optional<Decision> recover = recover();
        if (recover.isPresent()) {
            return recover.get();
        }
        Decision.Deploy deploy = begin(stage, name -> true);
        if (!deploy.start().isEmpty() || !deploy.refuse().isEmpty()) {
            return deploy;
        }
        // Those of a wave that this one interrupted may still take all the room there is.
        if (!stage.inFlight().isEmpty() || stage.mayBegin()) {
            return awaitFlights().orElseThrow();
        }
        if (!stage.deployed().isEmpty()) {
            Instant watched = stage.lastSettled().plus(rollout.spec().limits().bake());
            if (now.isBefore(watched) && !isLost(stage)) {
                return new Decision.Wait(
                        watched, "watching wave " + stage.wave().number());
            }
        }
        return new Decision.Judge(stage.wave(), stage.placements(stage.deployed()));
    }

    /** Whatever is seen of it: it goes back. */
    private boolean isLost(Stage stage) {
        return stage.isFoundBad()
                || stage.isClosed()
                        && rollout.stages().isStopped()
                        && rollout.spec().onFailure() == OnFailure.ROLLBACK_ALL;
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
        int room = rollout.spec().limits().maxParallel() - rollout.stages().countInFlight();
        if (stage.mayBegin()) {
            for (String name : stage.waiting()) {
                if (start.size() >= room) {
                    break;
                }
                if (!candidates.test(name)) {
                    continue;
                }
                Placement placement = stage.placement(name);
                Optional<String> obstacle = obstacle(stage, placement);
                if (obstacle.isPresent() && stage.wasBegun(name)) {
                    // Counts as a failure, which may be one too many: nothing is begun together with it.
                    return new Decision.Deploy(
                            stage.wave(), List.of(), List.of(new Decision.Refusal(placement, obstacle.get())));
                } else if (obstacle.isPresent()) {
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
}
