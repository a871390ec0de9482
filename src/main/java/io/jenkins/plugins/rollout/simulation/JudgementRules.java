package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Instant;
import java.util.Optional;
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
        long sick = count(event, Verdict.FAIL);
        long open = count(event, Verdict.INCONCLUSIVE);
        long harmed = wave.count(Phase.FAILED) + sick;
        if (!wave.isDeployment()) {
            boolean well = harmed + open == 0;
            demand((event.verdict() == Verdict.PASS) == well, wave, "is a way back that was misjudged");
            return;
        }
        boolean within = harmed <= wave.budget();
        demand((event.verdict() == Verdict.FAIL) == !within, wave, "has " + harmed + " failures: " + event.verdict());
        demand(event.verdict() != Verdict.PASS || open == 0, wave, "passed unmeasured");
        demand(
                wave.count(Phase.UNTOUCHED, Phase.RESET) == 0 || wave.count(Phase.FAILED) > wave.budget(),
                wave,
                "was judged before its last instance had its turn");
        checkWatched(wave, event.at());
    }

    private void checkWatched(WaveFacts wave, Instant judgedAt) {
        Instant watched = wave.lastSettled().plus(facts.spec().limits().bake());
        boolean nothingToWatch = wave.count(Phase.DONE) == 0;
        boolean isLost =
                !wave.foundBad().isEmpty() && wave.foundBad().size() + wave.count(Phase.FAILED) > wave.budget();
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
        Optional<WaveFacts> cause = facts.lastJudged().filter(WaveFacts::isDeployment);
        Breach.unless(cause.isPresent(), Rule.HARM_MENDED, "a way back without a judged wave that asks for it");
        Set<String> targets = event.plan().placements().map(Placement::name).collect(Collectors.toSet());
        for (String instance : targets) {
            Breach.unless(
                    facts.isPlanned(instance) && facts.planned(instance).wasTouched(),
                    Rule.ONLY_SELECTED,
                    instance + " is to be taken back and was never reached");
            Breach.unless(
                    facts.back(instance) == Phase.UNTOUCHED, Rule.DEPLOYED_ONCE, instance + " is taken back twice");
        }
        Breach.unless(
                targets.containsAll(broken(cause.get())), Rule.HARM_MENDED, "the way back leaves out what is broken");
        if (facts.spec().onFailure() == OnFailure.HOLD) {
            int before = cause.get().verdict().equals(Optional.of(Verdict.INCONCLUSIVE)) ? 1 : 0;
            Breach.unless(cause.get().approvals() > before, Rule.PERSON_ASKED, "nobody approved the way back");
        }
    }

    private static Set<String> broken(WaveFacts wave) {
        return wave.in(phase -> phase.wasTouched() && phase != Phase.HEALTHY);
    }
}
