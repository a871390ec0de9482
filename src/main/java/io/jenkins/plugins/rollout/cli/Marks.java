package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.rollout.InstanceState;

/** A sign for each state, so that a matrix is read at a glance and without colours. */
final class Marks {
    private Marks() {}

    static String of(InstanceState state) {
        return switch (state) {
            case PENDING -> "·";
            case WAITING -> "…";
            case DEPLOYING -> "▸";
            case VERIFYING -> "?";
            case HEALTHY -> "✓";
            case UNHEALTHY, FAILED -> "✗";
            case ROLLING_BACK -> "↺";
            case ROLLED_BACK -> "↩";
            case ROLLBACK_FAILED -> "‼";
            case SKIPPED -> "–";
        };
    }
}
