package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What judged waves of the plan owe before anything else: ways back that were not planned yet, and an answer to a doubt. */
final class Debts {
    private final Stages stages;
    private final OnFailure onFailure;
    private final Set<String> goingBack = new HashSet<>();
    /** Whoever approved their way back did not know of others that were found since. */
    private final Set<String> approved = new HashSet<>();

    private List<Stage> owing = List.of();
    private Optional<Stage> doubt = Optional.empty();
    private Optional<Stage> trustedLast = Optional.empty();

    Debts(Stages stages, OnFailure onFailure) {
        this.stages = stages;
        this.onFailure = onFailure;
    }

    void planned(Plan back) {
        back.placements().map(Placement::name).forEach(goingBack::add);
        countAgain();
    }

    /** To be called when waves were judged, or something was found of them. */
    void countAgain() {
        owing = stages.deployments().stream()
                .filter(Stage::isJudged)
                .filter(stage -> !owed(stage).isEmpty())
                .toList();
        doubt = stages.deployments().stream().filter(this::isDoubtOpen).findFirst();
    }

    /** A person answered what was asked: about the ways back if some are owed, else about a doubt. */
    void approved() {
        if (owing.isEmpty()) {
            doubt.ifPresent(stage -> stage.findings().trusted());
            trustedLast = doubt;
            countAgain();
        } else {
            owing.stream()
                    .flatMap(stage -> owed(stage).stream())
                    .map(Placement::name)
                    .forEach(approved::add);
        }
    }

    /** Judged waves with instances that have to go back, and whose way back was not planned. */
    List<Stage> owing() {
        return owing;
    }

    /** Those of a judged wave that have to go back, and whose way back was not planned. */
    List<Placement> owed(Stage stage) {
        return bad(stage).stream()
                .filter(placement -> !isGoingBack(placement.name()))
                .toList();
    }

    /** Of these the ones that may go back now, without asking anybody or asking again. */
    List<Placement> due(Stage stage) {
        return owed(stage).stream()
                .filter(placement -> onFailure != OnFailure.HOLD || approved.contains(placement.name()))
                .toList();
    }

    private List<Placement> bad(Stage stage) {
        if (stages.isStopped() && onFailure == OnFailure.ROLLBACK_ALL) {
            return stage.reached();
        }
        return isDoubtOpen(stage) ? List.of() : stage.affected();
    }

    /** Where the way forward is closed, nobody is asked: what could not be judged goes back like what is bad. */
    private boolean isDoubtOpen(Stage stage) {
        return stage.findings().isInDoubt() && !stages.isClosed();
    }

    /** The wave that waits for a person's word. */
    Optional<Stage> doubt() {
        return doubt;
    }

    /** The wave whose doubt a person has settled last. */
    Optional<Stage> trustedLast() {
        return trustedLast;
    }

    boolean isGoingBack(String instance) {
        return goingBack.contains(instance);
    }
}
