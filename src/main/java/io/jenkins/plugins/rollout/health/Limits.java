package io.jenkins.plugins.rollout.health;

import java.io.Serializable;

/**
 * How much may go wrong before a check has its verdict, each at least 0; as in Argo Rollouts.
 *
 * @param failures more failed measurements than this fail the check
 * @param consecutiveErrors after more errors in a row than this nothing more is tried, and the check is inconclusive
 * @param inconclusive more inconclusive measurements than this make the check inconclusive
 */
public record Limits(int failures, int consecutiveErrors, int inconclusive) implements Serializable {
    public static final Limits DEFAULT = new Limits(0, 4, 0);
}
