package io.jenkins.plugins.rollout.simulation;

import java.time.Instant;

/**
 * What a simulated driver works in, and what outlives it.
 *
 * @param abortAt when somebody asks for an end; {@link Instant#MAX} if nobody does
 */
record Surroundings(
        Scenario scenario,
        World world,
        Journal journal,
        Invariants invariants,
        VirtualClock clock,
        Dice dice,
        DecisionMaker decisions,
        Instant abortAt) {}
