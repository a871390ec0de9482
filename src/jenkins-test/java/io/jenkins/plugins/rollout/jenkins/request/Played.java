package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Run;
import hudson.model.queue.QueueTaskFuture;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.ledger.ArtifactStore;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Rollouts of builds that have ended, played without deploying anything: what pages and requests start from. */
final class Played {
    static final String ARTIFACT = "build/billing.txt";

    private static final String SPEC = """
            {"service": "%s", "artifact": "build/billing.txt", "environments": ["production"],
             "strategy": {"allAtOnce": {}, "onFailure": "hold"}}
            """;

    private static final AtomicInteger JOBS = new AtomicInteger();

    private Played() {}

    /** A job that brings a service of the same name, which no other test has. */
    static WorkflowJob job(JenkinsRule jenkins) throws IOException {
        return jenkins.createProject(WorkflowJob.class, "billing-" + JOBS.incrementAndGet());
    }

    /** Five customers with an instance each in production, and whatever services. */
    static void site() {
        TopologyConfiguration.get().replace("""
                        environments: [{name: production}]
                        customers: [{name: acme}, {name: borealis}, {name: cygnus}, {name: dorado}, {name: everest}]
                        instanceTemplates:
                          - {name: "{customer}-{environment}", customers: all, environments: [production]}
                        """, "for a test");
    }

    /** A build of a job that has an artifact in its archive. */
    static WorkflowRun build(WorkflowJob job, String version) throws Exception {
        job.setDefinition(new CpsFlowDefinition("echo 'built'", true));
        QueueTaskFuture<WorkflowRun> future = job.scheduleBuild2(0);
        WorkflowRun build = future.get();
        Path file = archived(build);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "billing " + version);
        BuildRegistry.get().has(build, release(build, version));
        return build;
    }

    static Path archived(Run<?, ?> build) {
        return build.getRootDir().toPath().resolve("archive").resolve(ARTIFACT);
    }

    static Release release(Run<?, ?> build, String version) {
        Artifact artifact = ArtifactStore.describe(archived(build), ARTIFACT);
        return new Release(build.getParent().getName(), version, List.of(artifact), build.getExternalizableId());
    }

    private static RolloutSpec spec(Run<?, ?> build) {
        String text = SPEC.formatted(build.getParent().getName());
        return RolloutSpecReader.read(new RolloutSpec.Source("planRollout", ControllerLedger.folder(), text));
    }

    /** Begins a rollout of a build's release to all, and leaves it there. */
    static BuildRollout begin(Run<?, ?> build, String id, String version) throws Exception {
        Planner planner = new Planner(
                TopologyConfiguration.get().topology(), ControllerLedger.get().ledger());
        return BuildRollouts.get()
                .begin(
                        build,
                        build.getParent().getName() + "-" + id,
                        spec(build),
                        () -> planner.plan(spec(build), release(build, version)),
                        "because");
    }

    /** The same, started by a user, and to be approved by another one. */
    static BuildRollout beginFourEyes(Run<?, ?> build, String id, String version, String starter) throws Exception {
        build.addAction(new CauseAction(new Cause.UserIdCause(starter)));
        String text = spec(build).source().text().replace("\"environments\"", "\"fourEyes\": true, \"environments\"");
        RolloutSpec spec =
                RolloutSpecReader.read(new RolloutSpec.Source("planRollout", ControllerLedger.folder(), text));
        Planner planner = new Planner(
                TopologyConfiguration.get().topology(), ControllerLedger.get().ledger());
        return BuildRollouts.get().begin(build, id, spec, () -> planner.plan(spec, release(build, version)), "because");
    }

    /** Brings a build's release everywhere. */
    static void rollOut(Run<?, ?> build, String id, String version) throws Exception {
        drive(begin(build, id, version), Set.of());
    }

    /** Makes a build with an artifact, and brings its release everywhere. */
    static WorkflowRun rolledOut(WorkflowJob job, String id, String version) throws Exception {
        WorkflowRun build = build(job, version);
        rollOut(build, id, version);
        return build;
    }

    /** Goes on until the rollout has ended, or waits for a person. */
    static void drive(BuildRollout rollout, Set<String> failing) {
        while (true) {
            Decision decision = rollout.next();
            if (decision instanceof Decision.Deploy deploy) {
                deploy(rollout, deploy, failing);
            } else if (decision instanceof Decision.Judge judge) {
                List<InstanceHealth> health = judge.placements().stream()
                        .map(placement -> new InstanceHealth(placement.name(), Verdict.PASS, "as played"))
                        .toList();
                RolloutEvent judged =
                        rollout.read(now -> now.judge(judge.wave(), health, Instant.now(), OnInconclusive.HOLD));
                rollout.record(List.of(judged));
            } else if (decision instanceof Decision.RollBack back) {
                rollout.record(List.of(new RolloutEvent.RollbackPlanned(Instant.now(), back.plan(), back.why())));
            } else if (decision instanceof Decision.AskApproval ask) {
                rollout.record(List.of(new RolloutEvent.ApprovalRequested(Instant.now(), ask.question())));
                return;
            } else if (decision instanceof Decision.Finish finish) {
                rollout.record(
                        List.of(new RolloutEvent.RolloutFinished(Instant.now(), finish.outcome(), finish.why())));
                return;
            } else {
                throw new AssertionError("nothing here takes time: " + decision);
            }
        }
    }

    private static void deploy(BuildRollout rollout, Decision.Deploy deploy, Set<String> failing) {
        int wave = deploy.wave().number();
        List<RolloutEvent> events = new ArrayList<>();
        if (rollout.read(now -> !now.isStarted(deploy.wave()))) {
            events.add(new RolloutEvent.WaveStarted(Instant.now(), wave));
        }
        for (Decision.Start start : deploy.start()) {
            String name = start.placement().name();
            events.add(new RolloutEvent.InstanceStarted(Instant.now(), wave, name, start.attempt()));
            events.add(
                    failing.contains(name)
                            ? new RolloutEvent.InstanceFailed(Instant.now(), wave, name, "exit status 1")
                            : new RolloutEvent.InstanceDeployed(Instant.now(), wave, name));
        }
        rollout.record(events);
    }
}
