package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Source;
import java.io.Serializable;

/**
 * One question of a gate about each instance: where its answer comes from, how often it is asked, and what makes a verdict of
 * it.
 *
 * @param name for people; unique in its gate
 * @param dryRun whether it is shown and not counted
 */
public record Check(String name, Source source, Sampling sampling, Limits limits, Criterion criterion, boolean dryRun)
        implements Serializable {
    /** A check that its source decides, with nothing else said. */
    public static Check of(Source source, Sampling sampling) {
        return new Check(source.name(), source, sampling, Limits.DEFAULT, new Criterion.OwnVerdict(), false);
    }

    Check called(String other) {
        return new Check(other, source, sampling, limits, criterion, dryRun);
    }

    /** Whether samples of something else are needed. */
    public boolean compares() {
        return criterion instanceof Criterion.Sequential || criterion instanceof Criterion.FixedWindow;
    }
}
