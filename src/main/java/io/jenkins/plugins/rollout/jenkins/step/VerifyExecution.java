package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs a pipeline's own tests of a wave that is deployed and not judged: the step's body for each instance, all at once.
 * What each says is recorded as soon as it ends. Goes on after a restart of the controller; what it has seen by then it
 * reports again, and the rollout takes it once.
 */
final class VerifyExecution extends BringingExecution {
    private static final long serialVersionUID = 1L;

    private final GateWave wave;
    private final String instance;
    private final List<BodyExecution> bodies = new ArrayList<>();
    private final List<String> left = new ArrayList<>();
    private final Map<String, Instant> beginnings = new LinkedHashMap<>();

    /** What each body said, by its instance; null while it runs, and an error if it was stopped. */
    private final Map<String, Measurement> results = new LinkedHashMap<>();

    /** @param instance the only one for which the body is run; empty for all of the wave */
    VerifyExecution(StepContext context, GateWave wave, String instance) {
        super(context, wave.rollout());
        this.wave = wave;
        this.instance = instance;
    }

    @Override
    public int wave() {
        return wave.number();
    }

    @Override
    WaveEnding ending() {
        return WaveEnding.UNJUDGED;
    }

    /** It brings none: what is in flight is not its own. */
    @Override
    public boolean hasInHand(String rollout, int number, String name) {
        return false;
    }

    @Override
    public boolean start() throws Exception {
        try {
            begin();
            return false;
        } catch (InvalidInputException | LedgerException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private void begin() throws Exception {
        BuildRollout driven = BuildRollouts.get().of(getContext().get(Run.class), wave.rollout());
        Verifiable verifiable = Verifiable.of(driven, wave.number(), instance);
        verifiable.left().forEach((name, why) -> left.add(name));
        for (Map.Entry<String, String> one : verifiable.left().entrySet()) {
            getContext()
                    .get(TaskListener.class)
                    .getLogger()
                    .println(LogLine.of(one.getKey() + " is not verified: " + one.getValue()));
        }
        verifiable.instances().forEach(name -> results.put(name, null));
        workOn(driven);
        try {
            startBodies(driven, verifiable.instances());
        } catch (IOException | InterruptedException | RuntimeException e) {
            leave();
            throw e;
        }
        if (verifiable.instances().isEmpty()) {
            settleUnbegun();
        }
    }

    private void startBodies(BuildRollout driven, List<String> names) throws IOException, InterruptedException {
        InstanceBodies.fetch(driven.read(now -> InstanceBodies.artifacts(now, wave(), names)), getContext());
        InstanceBodies made = new InstanceBodies(getContext(), driven.id(), wave());
        List<BodyInvoker> invokers = driven.read(now -> names.stream()
                .map(name -> made.body(now, name, new InstanceBody(this, name, 0)))
                .toList());
        invokers.forEach(invoker -> bodies.add(invoker.start()));
    }

    private Instant now() {
        return told().driven().clock().instant();
    }

    @Override
    public synchronized void began(String name) {
        beginnings.put(name, now());
    }

    @Override
    public synchronized void ended(String name, String failure) {
        Instant ended = now();
        Instant began = beginnings.getOrDefault(name, ended);
        Duration took = Duration.between(began, ended);
        if (interruption() == null) {
            Measurement result = Measurement.verification(failure, began, took);
            results.put(name, result);
            report(told(), name, result);
        } else {
            // It was stopped, which says nothing of the instance.
            results.put(
                    name, new Measurement(Measurement.VERIFY, Measurement.Outcome.ERROR, "interrupted", began, took));
        }
        settleIfAllEnded();
    }

    private void report(Reports told, String name, Measurement result) {
        told.verified(new RolloutEvent.InstanceVerified(now(), wave(), name, result));
    }

    @Override
    public synchronized void interrupted(FlowInterruptedException cause) {
        if (interrupt(cause)) {
            tellAbort(cause);
            bodies.forEach(body -> body.cancel(cause));
        }
    }

    private synchronized void settleIfAllEnded() {
        if (!results.containsValue(null)) {
            settle();
        }
    }

    @Override
    synchronized Map<String, Object> result(BuildRollout driven) {
        List<Object> passed = new ArrayList<>();
        List<Object> failed = new ArrayList<>();
        results.forEach((name, result) -> {
            if (result.outcome() == Measurement.Outcome.PASS) {
                passed.add(name);
            } else {
                Map<String, Object> failure = new LinkedHashMap<>();
                failure.put("name", name);
                failure.put("reason", result.detail());
                failed.add(failure);
            }
        });
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("rollout", driven.id());
        map.put("wave", wave());
        map.put("passed", passed);
        map.put("failed", failed);
        map.put("skipped", new ArrayList<>(left));
        return map;
    }

    @Override
    public synchronized void onResume() {
        try {
            Reports told = reports();
            results.forEach((name, result) -> {
                if (result != null && result.outcome() != Measurement.Outcome.ERROR) {
                    report(told, name, result);
                }
            });
            settleIfAllEnded();
        } catch (IOException | InterruptedException | RuntimeException e) {
            getContext().onFailure(e);
        }
    }

    @Override
    public String getStatus() {
        return "verifying wave " + wave() + " of rollout " + rollout();
    }
}
