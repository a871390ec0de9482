package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.Set;

/** What must be true when a wave or an instance is begun. */
final class StartRules {
    private final Facts facts;
    private final Topology topology;
    private final Set<String> selected;

    StartRules(Facts facts) {
        this.facts = facts;
        this.topology = facts.scenario().topology();
        this.selected = Selection.of(facts.spec(), topology);
    }

    void check(RolloutEvent.WaveStarted event) {
        WaveFacts wave = facts.wave(event.wave());
        Breach.unless(!wave.isStarted(), Rule.TOLD_TRUTHFULLY, "wave " + event.wave() + " started a second time");
        if (!wave.isDeployment()) {
            return;
        }
        checkBefore(event.wave(), "wave " + event.wave());
    }

    /** Holds whenever something new is begun: those before may have turned out bad since the wave was. */
    private void checkBefore(int number, String what) {
        facts.deployments().filter(before -> before.number() < number).forEach(before -> {
            Breach.unless(
                    before.hasPassed(),
                    Rule.WAVE_BEFORE_PASSED,
                    what + " started, and wave " + before.number() + " has not passed");
            if (before.count(Phase.FAILED, Phase.UNHEALTHY) > 0) {
                before.in(phase -> phase == Phase.FAILED || phase == Phase.UNHEALTHY)
                        .forEach(instance -> Breach.unless(
                                facts.back(instance) == Phase.HEALTHY,
                                Rule.HARM_MENDED,
                                what + " started before " + instance + " was taken back"));
            }
        });
    }

    /** Holds for everything that is done to an instance, whoever begins it. */
    void checkSelected(RolloutEvent.OfInstance event) {
        Breach.unless(
                selected.contains(event.instance()) && facts.wave(event.wave()).has(event.instance()),
                Rule.ONLY_SELECTED,
                event.instance() + " is not for wave " + event.wave() + " to touch");
    }

    void check(RolloutEvent.InstanceStarted event) {
        WaveFacts wave = facts.wave(event.wave());
        Phase phase = wave.phase(event.instance());
        Breach.unless(
                phase.mayStart(),
                Rule.DEPLOYED_ONCE,
                event.instance() + " started again while it was " + phase + " in wave " + event.wave());
        Breach.unless(
                wave.isStarted() && !wave.isJudged(),
                Rule.WAVE_BEFORE_PASSED,
                event.instance() + " started while its wave was not open");
        Breach.unless(
                inFlight(phase) < facts.spec().limits().maxParallel(),
                Rule.PARALLELISM,
                event.instance() + " is one too many at a time");
        if (wave.isDeployment()) {
            Breach.unless(
                    phase == Phase.BETWEEN_ATTEMPTS || wave.count(Phase.FAILED) <= wave.budget(),
                    Rule.FAILURE_BUDGET,
                    event.instance() + " started after " + wave.count(Phase.FAILED) + " had failed, and "
                            + wave.budget() + " may");
            if (phase != Phase.BETWEEN_ATTEMPTS) {
                checkBefore(event.wave(), event.instance());
                checkPromotion(event.instance());
            }
        }
    }

    /** Others than an instance that tries again, which keeps its place meanwhile. */
    private long inFlight(Phase own) {
        long all = facts.waves()
                .mapToLong(wave -> wave.count(Phase.IN_FLIGHT, Phase.BETWEEN_ATTEMPTS, Phase.UNCERTAIN))
                .sum();
        return own == Phase.BETWEEN_ATTEMPTS ? all - 1 : all;
    }

    private void checkPromotion(String name) {
        if (facts.spec().promotion() == RolloutSpec.Promotion.IGNORE) {
            return;
        }
        Instance instance = topology.instance(name).orElseThrow();
        Set<String> before = topology.environmentsBefore(instance.environment());
        for (Instance other : topology.instances()) {
            boolean concerned = other.isShared() || other.customer().equals(instance.customer());
            if (concerned && before.contains(other.environment())) {
                Breach.unless(
                        isHealthyWithRelease(other.name()),
                        Rule.PROMOTION,
                        name + " started, and " + other.name() + " is not healthy with the release");
            }
        }
    }

    private boolean isHealthyWithRelease(String instance) {
        if (facts.isPlanned(instance)) {
            return facts.planned(instance) == Phase.HEALTHY && facts.back(instance) == Phase.UNTOUCHED;
        }
        Release release = facts.scenario().release();
        return facts.scenario()
                .installed()
                .on(instance)
                .filter(installation ->
                        installation.isHealthy() && installation.release().equals(release))
                .isPresent();
    }
}
