package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be true when a wave is judged, and when a way back is decided. */
final class JudgementRules {
    private final Facts facts;

    JudgementRules(Facts facts) {
        this.facts = facts;
    }

    void check(RolloutEvent.WaveJudged event) {
        WaveFacts wave = facts.wave(event.wave());
        demand(wave.isStarted() && !wave.isJudged(), wave, "was not open");
        demand(wave.count(Phase.IN_FLIGHT, Phase.BETWEEN_ATTEMPTS, Phase.UNCERTAIN) == 0, wave, "was still under way");
        Set<String> measured =
                event.health().stream().map(InstanceHealth::instance).collect(Collectors.toSet());
        demand(wave.in(phase -> phase == Phase.DONE).equals(measured), wave, "was judged by others than were deployed");
        Set<String> unhealthy = event.health().stream()
                .filter(health -> health.verdict() == Verdict.FAIL)
                .map(InstanceHealth::instance)
                .collect(Collectors.toSet());
        demand(unhealthy.containsAll(wave.foundBad()), wave, "forgot what failed its verification");
        boolean mayAssume = wave.isDeployment() && facts.scenario().onInconclusive() == OnInconclusive.FAIL;
        demand(
                mayAssume || unhealthy.stream().allMatch(wave::wasSeenBad),
                wave,
                "is said to have harm that nobody has seen");
        long sick = count(event, Verdict.FAIL);
        long open = count(event, Verdict.INCONCLUSIVE);
        // One that is to be done again, and won't be, is harmed.
        long harmed = wave.count(Phase.FAILED, Phase.RESET) + sick;
        if (!wave.isDeployment()) {
            boolean well = harmed + open == 0;
            demand((event.verdict() == Verdict.PASS) == well, wave, "is a way back that was misjudged");
            return;
        }
        boolean within = harmed <= wave.budget();
        demand((event.verdict() == Verdict.FAIL) == !within, wave, "has " + harmed + " failures: " + event.verdict());
        checkDoubt(wave, event.verdict(), open);
        demand(
                wave.count(Phase.UNTOUCHED, Phase.RESET) == 0
                        || wave.count(Phase.FAILED) > wave.budget()
                        || facts.isClosed(),
                wave,
                "was judged before its last instance had its turn");
        checkWatched(wave, event.at());
    }

    /** @param open how many could not be judged */
    private void checkDoubt(WaveFacts wave, Verdict verdict, long open) {
        switch (facts.scenario().onInconclusive()) {
            case HOLD -> demand(verdict != Verdict.PASS || open == 0, wave, "passed unmeasured");
            case CONTINUE -> demand(verdict != Verdict.INCONCLUSIVE || open == 0, wave, "asks, and is to go on");
            case FAIL -> demand(open == 0, wave, "has instances that are not judged, and are to count as bad");
        }
    }

    private void checkWatched(WaveFacts wave, Instant judgedAt) {
        Instant watched = wave.lastSettled().plus(facts.spec().limits().bake());
        boolean nothingToWatch = wave.count(Phase.DONE) == 0;
        boolean isFoundBad =
                !wave.foundBad().isEmpty() && wave.foundBad().size() + wave.count(Phase.FAILED) > wave.budget();
        boolean isLost = isFoundBad || facts.isStopped() && facts.spec().onFailure() == OnFailure.ROLLBACK_ALL;
        Breach.unless(
                nothingToWatch || isLost || !judgedAt.isBefore(watched),
                Rule.WATCHED,
                "wave " + wave.number() + " was judged at " + judgedAt + ", to be watched until " + watched);
    }

    private static long count(RolloutEvent.WaveJudged event, Verdict verdict) {
        return event.health().stream()
                .filter(health -> health.verdict() == verdict)
                .count();
    }

    private static void demand(boolean held, WaveFacts wave, String otherwise) {
        Breach.unless(held, Rule.JUDGED_TRUTHFULLY, "wave " + wave.number() + " " + otherwise);
    }

    void check(RolloutEvent.RollbackPlanned event) {
        Set<String> owed = facts.owed();
        boolean mustAsk = facts.spec().onFailure() == OnFailure.HOLD;
        Set<String> targets = event.plan().placements().map(Placement::name).collect(Collectors.toSet());
        for (String instance : targets) {
            Breach.unless(
                    facts.isPlanned(instance) && facts.planned(instance).wasTouched(),
                    Rule.ONLY_SELECTED,
                    instance + " is to be taken back and was never reached");
            Breach.unless(!facts.isGoingBack(instance), Rule.DEPLOYED_ONCE, instance + " is taken back twice");
            Breach.unless(owed.contains(instance), Rule.ONLY_AFFECTED, instance + " is to be taken back, and is well");
            Breach.unless(
                    !mustAsk || facts.isApprovedToGoBack(instance),
                    Rule.PERSON_ASKED,
                    "nobody approved that " + instance + " goes back");
        }
        for (String instance : owed) {
            boolean mayWait = mustAsk && !facts.isApprovedToGoBack(instance);
            Breach.unless(
                    mayWait || targets.contains(instance), Rule.HARM_MENDED, "the way back leaves out " + instance);
        }
    }
}
