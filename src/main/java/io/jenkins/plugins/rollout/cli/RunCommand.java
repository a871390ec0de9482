package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Topology;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Brings a release. */
@Command(
        name = "run",
        description = "Brings a release: wave after wave, each judged before the next, rolled back where it hurts.")
final class RunCommand extends LedgerCommand {
    @Parameters(paramLabel = "ROLLOUT.yaml", description = "The rollout file.")
    private Path rolloutFile;

    @Mixin
    private ReleaseOption release;

    @Mixin
    private Begin begin;

    @Mixin
    private Drive drive;

    @Override
    public Integer call() throws InterruptedException {
        Topology what = topology().read(console());
        RolloutSpec spec = RolloutFile.read(rolloutFile);
        // Planned once without touching anything: what is wrong is told before a ledger is made.
        begin.check();
        Release looked = release.describe(spec);
        ledger().look(inventory -> new Planner(what, inventory).plan(spec, looked));
        try (Ledger known = ledger().open();
                Drive.Page page = drive.page(known)) {
            Planner planner = new Planner(what, known);
            Release kept = release.keep(spec, known.artifacts());
            Supplier<Plan> plan = () -> {
                known.artifacts().stillWanted(kept);
                return planner.plan(spec, kept);
            };
            try (OwnRollout own = begin.begin(known, spec, plan, main().clock(), console())) {
                return drive.drive(known, own.journal(), page, main().clock(), console());
            }
        }
    }
}
