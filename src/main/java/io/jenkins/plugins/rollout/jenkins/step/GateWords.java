package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.document.Durations;
import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Criterion;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.Sampling;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.rollout.Decision;
import java.util.stream.Collectors;

/** Says to whoever watches a build's log what a gate is about to do. */
final class GateWords {
    private GateWords() {}

    /** {@code measuring wave 2 (acme-production): http /health, 5 times, every 300ms}. */
    static String begins(Decision.Judge judge, Gate gate) {
        return "measuring wave " + judge.wave().number() + " ("
                + Names.list(judge.placements().stream().map(Placement::name).toList()) + "): "
                + gate.checks().stream().map(GateWords::often).collect(Collectors.joining("; "));
    }

    private static String often(Check check) {
        Sampling sampling = check.sampling();
        boolean isSequential = check.criterion() instanceof Criterion.Sequential;
        String times = sampling.count() == 1
                ? "once"
                : (isSequential ? "at most " : "") + sampling.count() + " times, every "
                        + Durations.text(sampling.interval());
        String delay = sampling.initialDelay().isZero() ? "" : ", after " + Durations.text(sampling.initialDelay());
        return check.name() + ", " + times + delay;
    }
}
