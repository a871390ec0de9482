package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.source.Inquiry;
import io.jenkins.plugins.rollout.source.Source;
import io.jenkins.plugins.rollout.source.Subject;
import java.io.Serializable;
import java.util.List;
import java.util.function.Predicate;

/**
 * The checks that judge a wave.
 *
 * @param checks empty for a gate that lets everything pass that was deployed
 * @param alpha the probability, at most, that of all comparisons of a wave any one raises a false alarm
 * @param background whether waves that have passed go on being judged while later ones run
 */
public record Gate(List<Check> checks, double alpha, OnInconclusive onInconclusive, boolean background, ScoreRule score)
        implements Serializable {
    public static final Gate OPEN = of(List.of());

    public Gate {
        checks = List.copyOf(checks);
    }

    /** With nothing else said. */
    public static Gate of(List<Check> checks) {
        return new Gate(checks, Comparison.ALPHA, OnInconclusive.HOLD, false, ScoreRule.DEFAULT);
    }

    public boolean isOpen() {
        return checks.isEmpty();
    }

    private boolean any(Predicate<Source> condition) {
        return checks.stream().map(Check::source).anyMatch(condition);
    }

    public boolean needsUrl() {
        return any(Source::needsUrl);
    }

    /** Whether it can't be asked on a Jenkins controller. */
    public boolean runsCommands() {
        return any(Source::runsCommands);
    }

    /** What tells whether the very version runs that the subject names: all that answer by themselves. */
    public List<Inquiry> provingVersion(Subject subject) {
        return checks.stream()
                .filter(check -> check.source().answers() == Source.Answers.VERDICT)
                .map(check -> Inquiry.now(check.source(), subject))
                .toList();
    }

    /** Whether an instance that passes is known to run the version in question. */
    public boolean provesVersion() {
        return any(Source::provesVersion);
    }
}
