package io.jenkins.plugins.rollout.testing;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.WaveStart;
import io.jenkins.plugins.rollout.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A rollout of {@code billing} 4.2.0 in slow motion: the test is the driver, and says what comes of each step. */
public final class Story {
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Rollout rollout;
    private Instant now = BEGIN;

    private Story(Plan plan, RolloutSpec spec) {
        rollout = Rollout.of(List.of(new RolloutEvent.RolloutPlanned(BEGIN, "r-1", "ann", "", plan, spec)));
    }

    /** Every instance runs 4.1.0 until then. */
    public static Story of(Topology topology, Specs spec) {
        return of(topology, spec, Releases.everywhere(Releases.OLD, topology));
    }

    public static Story of(Topology topology, Specs spec, Installations installed) {
        return of(new Planner(topology, service -> installed).plan(spec.build(), Releases.NEW), spec);
    }

    public static Story of(Plan plan, Specs spec) {
        return new Story(plan, spec.build());
    }

    public Rollout rollout() {
        return rollout;
    }

    public Decision next() {
        return rollout.next(Clock.fixed(now, ZoneOffset.UTC));
    }

    public Instant now() {
        return now;
    }

    public Story later(Duration time) {
        now = now.plus(time);
        return this;
    }

    /** What is to be done now, which must be of that kind. */
    public <T extends Decision> T next(Class<T> kind) {
        Decision decision = next();
        if (!kind.isInstance(decision)) {
            throw new AssertionError("expected " + kind.getSimpleName() + ", and was told to " + decision);
        }
        return kind.cast(decision);
    }

    /** The names of the instances that are to be begun now; they are. */
    public List<String> begin() {
        Decision.Deploy deploy = next(Decision.Deploy.class);
        WaveStart.events(rollout, deploy, now).forEach(rollout::apply);
        return deploy.start().stream().map(start -> start.placement().name()).toList();
    }

    public Story deployed(int wave, String... instances) {
        Stream.of(instances).forEach(name -> rollout.apply(new RolloutEvent.InstanceDeployed(now, wave, name)));
        return this;
    }

    public Story failed(int wave, String instance) {
        return happened(new RolloutEvent.InstanceFailed(now, wave, instance, "exit status 1"));
    }

    /** Begins and ends everything that may be begun, and watches it until it is to be judged. */
    public Story deployAll() {
        while (!(next() instanceof Decision.Judge)) {
            if (next() instanceof Decision.Wait wait) {
                now = wait.until();
            } else {
                int wave = next(Decision.Deploy.class).wave().number();
                begin().forEach(name -> deployed(wave, name));
            }
        }
        return this;
    }

    /** Begins and ends everything that may be begun of a wave. */
    public Story deployAllOf(int wave) {
        while (next() instanceof Decision.Deploy due && due.wave().number() == wave) {
            begin().forEach(name -> deployed(wave, name));
        }
        return this;
    }

    public static InstanceHealth health(String instance, Verdict verdict) {
        return new InstanceHealth(instance, verdict, "as measured");
    }

    /** All that was deployed is measured, and is healthy. */
    public Story judgeAllWell() {
        return judge(Map.of());
    }

    /** All that was deployed is measured, and is healthy but for these. */
    public Story judge(Map<String, Verdict> others) {
        return judge(others, OnInconclusive.HOLD);
    }

    public Story judge(Map<String, Verdict> others, OnInconclusive onInconclusive) {
        Decision.Judge judge = next(Decision.Judge.class);
        List<InstanceHealth> health = judge.placements().stream()
                .map(Placement::name)
                .map(name -> health(name, others.getOrDefault(name, Verdict.PASS)))
                .toList();
        return happened(rollout.judge(judge.wave(), health, now, onInconclusive));
    }

    /** Of an instance that had been healthy. */
    public Story harmFound(int wave, String instance) {
        return happened(new RolloutEvent.HarmFound(now, wave, instance, "error rate 12 times as high"));
    }

    public Story rollBack() {
        Decision.RollBack back = next(Decision.RollBack.class);
        return happened(new RolloutEvent.RollbackPlanned(now, back.plan(), back.why()));
    }

    /** The question that is put to a person. */
    public String ask() {
        Decision.AskApproval ask = next(Decision.AskApproval.class);
        happened(new RolloutEvent.ApprovalRequested(now, ask.question()));
        return ask.question();
    }

    public Story approved() {
        return happened(new RolloutEvent.Approved(now, "ann", "looked at it"));
    }

    public Story abortRequested() {
        return happened(new RolloutEvent.AbortRequested(now, "ann", "changed plans"));
    }

    public Story resumed() {
        return happened(new RolloutEvent.RolloutResumed(now, "ann"));
    }

    public Decision.Finish finish() {
        Decision.Finish finish = next(Decision.Finish.class);
        happened(new RolloutEvent.RolloutFinished(now, finish.outcome(), finish.why()));
        return finish;
    }

    public Story happened(RolloutEvent event) {
        rollout.apply(event);
        return this;
    }

    public InstanceState stateOf(String instance) {
        return rollout.instance(instance).orElseThrow().state();
    }
}
