package io.jenkins.plugins.rollout.cli;

import picocli.CommandLine.Mixin;

/** A command that works on a topology and a ledger; all of these take both options, needed or not. */
abstract class LedgerCommand extends CliCommand {
    @Mixin
    private TopologyOption topology;

    @Mixin
    private LedgerOption ledger;

    TopologyOption topology() {
        return topology;
    }

    LedgerOption ledger() {
        return ledger;
    }
}
