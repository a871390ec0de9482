package io.jenkins.plugins.rollout.library;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.WaveStart;
import io.jenkins.plugins.rollout.testing.Specs;
import io.jenkins.plugins.rollout.topology.Topology;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A rollout before the one that a test is about: it has brought a release to everybody, well. */
final class EarlierRollout {
    private EarlierRollout() {}

    static void everywhere(Release release, Topology topology, Ledger ledger, Clock clock) {
        String[] environments = topology.environments().stream()
                .map(environment -> environment.name())
                .toArray(String[]::new);
        RolloutSpec spec = Specs.to(environments).ignoringPromotion().build();
        Plan plan = new Planner(topology, ledger).plan(spec, release);
        Journal journal = ledger.begin(new RolloutEvent.RolloutPlanned(
                clock.instant(), "earlier-" + release.version(), "ann", "", plan, spec));
        while (journal.rollout().finished().isEmpty()) {
            Rollout rollout = journal.rollout();
            Instant now = clock.instant();
            Decision next = rollout.next(clock);
            if (next instanceof Decision.Deploy deploy) {
                journal.append(WaveStart.events(rollout, deploy, now));
                deploy.start()
                        .forEach(one -> journal.append(new RolloutEvent.InstanceDeployed(
                                now, deploy.wave().number(), one.placement().name())));
            } else if (next instanceof Decision.Finish finish) {
                journal.append(new RolloutEvent.RolloutFinished(now, finish.outcome(), finish.why()));
            } else if (next instanceof Decision.Judge judge) {
                List<InstanceHealth> well = judge.placements().stream()
                        .map(placement -> new InstanceHealth(placement.name(), Verdict.PASS, ""))
                        .toList();
                journal.append(rollout.judge(judge.wave(), well, now, OnInconclusive.HOLD));
            }
        }
    }
}
