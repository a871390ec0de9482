package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.web.ListViews;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what a rollout would do. */
@Command(
        name = "plan",
        description = "Shows the waves of a rollout and why each instance is in its wave. Changes nothing.")
final class PlanCommand extends LedgerCommand {
    @Parameters(paramLabel = "ROLLOUT.yaml", description = "The rollout file.")
    private Path rolloutFile;

    @Mixin
    private ReleaseOption release;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        Topology what = topology().read(console());
        RolloutSpec spec = RolloutFile.read(rolloutFile);
        Release which = release.describe(spec);
        Plan plan = ledger().look(inventory -> new Planner(what, inventory).plan(spec, which));
        plan.warnings().forEach(console()::warn);
        if (json.wanted()) {
            console().result(ListViews.plan(plan));
        } else {
            PlanPrinter.print(plan, main().paint()).forEach(console()::result);
        }
        return ExitCode.DONE;
    }
}
