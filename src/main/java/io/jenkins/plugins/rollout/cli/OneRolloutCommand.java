package io.jenkins.plugins.rollout.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that takes a hand in a rollout that was begun before. */
abstract class OneRolloutCommand extends LedgerCommand {
    @Parameters(paramLabel = "ID", description = "The rollout.")
    private String id;

    @Mixin
    private Drive drive;

    String id() {
        return id;
    }

    Drive drive() {
        return drive;
    }
}
