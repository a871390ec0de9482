package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.rollout.RolloutEvent;

/** An event with its place among those of its rollout, from 1. */
public record NumberedEvent(long sequence, RolloutEvent event) {}
