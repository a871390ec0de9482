package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.testing.Fleet;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Plays rollouts of {@code billing} through a ledger: a driver for which nothing really happens. */
final class Play {
    private static final String SPEC = """
            service: billing
            environments: [production]
            strategy: {allAtOnce: {}, onFailure: %s}
            deploy: ./deploy.sh
            """;

    private final Ledger ledger;
    private final Set<String> failing = new TreeSet<>();
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private String onFailure = "rollback-affected";
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Duration step = Duration.ofMillis(100);

    Play(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Deployments of these fail from now on; ways back don't. */
    Play failing(String... instances) {
        failing.clear();
        failing.addAll(List.of(instances));
        return this;
    }

    /** What the gate says of an instance from now on, unless it goes back. */
    Play judged(String instance, Verdict verdict) {
        verdicts.put(instance, verdict);
        return this;
    }

    Play allWell() {
        failing.clear();
        verdicts.clear();
        return this;
    }

    Play onFailure(String policy) {
        onFailure = policy;
        return this;
    }

    Play startAt(Instant time) {
        now = time;
        return this;
    }

    /** How much time passes from event to event. */
    Play step(Duration time) {
        step = time;
        return this;
    }

    synchronized Instant later() {
        now = now.plus(step);
        return now;
    }

    static Release release(String version, Artifact... artifacts) {
        return new Release("billing", version, List.of(artifacts), "");
    }

    RolloutSpec spec() {
        return RolloutSpecReader.read(
                new RolloutSpec.Source("rollout.yaml", Path.of("/work"), SPEC.formatted(onFailure)));
    }

    Plan plan(Release release, String... instances) {
        Fleet fleet = Fleet.chain("production").service("billing");
        List.of(instances).forEach(name -> fleet.shared(name, "production"));
        return new Planner(fleet.build(), ledger).plan(spec(), release);
    }

    RolloutEvent.RolloutPlanned planned(String id, Plan plan) {
        return new RolloutEvent.RolloutPlanned(later(), id, "ann", "", plan, spec());
    }

    Journal begin(String id, String version, String... instances) {
        return ledger.begin(planned(id, plan(release(version), instances)));
    }

    /** Brings a version to instances, to whatever end. */
    Rollout bring(String id, String version, String... instances) {
        return drive(begin(id, version, instances));
    }

    Rollout takeBack(String id, WayBack.Request request) {
        return drive(
                ledger.begin(new RolloutEvent.RolloutPlanned(later(), id, "ann", "", request.plan(), request.spec())));
    }

    /** Goes on until the rollout has ended or a person is asked. */
    Rollout drive(Journal journal) {
        while (true) {
            Decision decision = journal.rollout().next(Clock.fixed(now, ZoneOffset.UTC));
            if (decision instanceof Decision.Deploy deploy) {
                deploy(journal, deploy);
            } else if (decision instanceof Decision.Judge judge) {
                List<InstanceHealth> health = judge.placements().stream()
                        .map(placement -> health(judge.wave().action(), placement))
                        .toList();
                journal.append(journal.rollout().judge(judge.wave(), health, later(), OnInconclusive.HOLD));
            } else if (decision instanceof Decision.RollBack back) {
                journal.append(new RolloutEvent.RollbackPlanned(later(), back.plan(), back.why()));
            } else if (decision instanceof Decision.AskApproval ask) {
                if (journal.rollout().question().isEmpty()) {
                    journal.append(new RolloutEvent.ApprovalRequested(later(), ask.question()));
                }
                return journal.rollout();
            } else if (decision instanceof Decision.Finish finish) {
                if (journal.rollout().finished().isEmpty()) {
                    journal.append(new RolloutEvent.RolloutFinished(later(), finish.outcome(), finish.why()));
                }
                return journal.rollout();
            } else {
                throw new AssertionError("nothing here takes time: " + decision);
            }
        }
    }

    private void deploy(Journal journal, Decision.Deploy deploy) {
        int wave = deploy.wave().number();
        List<RolloutEvent> events = new ArrayList<>();
        if (!journal.rollout().isStarted(deploy.wave())) {
            events.add(new RolloutEvent.WaveStarted(later(), wave));
        }
        for (Decision.Refusal refusal : deploy.refuse()) {
            String name = refusal.placement().name();
            events.add(
                    deploy.wave().action() == Action.DEPLOY
                            ? new RolloutEvent.InstanceSkipped(later(), wave, name, refusal.reason())
                            : new RolloutEvent.InstanceFailed(later(), wave, name, refusal.reason()));
        }
        for (Decision.Start start : deploy.start()) {
            events.add(new RolloutEvent.InstanceStarted(
                    later(), wave, start.placement().name(), start.attempt()));
        }
        journal.append(events);
        for (Decision.Start start : deploy.start()) {
            String name = start.placement().name();
            boolean fails = deploy.wave().action() == Action.DEPLOY && failing.contains(name);
            journal.append(
                    fails
                            ? new RolloutEvent.InstanceFailed(later(), wave, name, "exit status 1")
                            : new RolloutEvent.InstanceDeployed(later(), wave, name));
        }
    }

    private InstanceHealth health(Action action, Placement placement) {
        Verdict verdict =
                action == Action.ROLLBACK ? Verdict.PASS : verdicts.getOrDefault(placement.name(), Verdict.PASS);
        return new InstanceHealth(placement.name(), verdict, "as played");
    }
}
