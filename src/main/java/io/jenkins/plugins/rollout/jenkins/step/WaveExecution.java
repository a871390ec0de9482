package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.InstanceStarted;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Brings one wave: runs the step's body for each instance that begins, all at once, and reports how each ended. Goes on
 * after a restart of the controller; what it has seen by then it reports again, and the rollout takes it once.
 */
final class WaveExecution extends BringingExecution {
    private static final long serialVersionUID = 1L;

    private final transient WaveOpening opening;
    private final WaveEnding ending;
    private final List<BodyExecution> bodies = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    /** Not begun, as the wave makes way for a way back. */
    private final List<String> later = new ArrayList<>();

    /** How each body ended, by its instance: why it failed, empty if it did not, null while it runs. */
    private final Map<String, String> ends = new LinkedHashMap<>();

    private int wave;

    WaveExecution(StepContext context, WaveOpening opening, WaveEnding ending) {
        super(context, "");
        this.opening = opening;
        this.ending = ending;
    }

    @Override
    public int wave() {
        return wave;
    }

    @Override
    WaveEnding ending() {
        return ending;
    }

    @Override
    public boolean hasInHand(String rollout, int number, String instance) {
        return rollout().equals(rollout) && wave == number && ends.containsKey(instance);
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
        Run<?, ?> build = getContext().get(Run.class);
        BuildRollout driven = opening.open(getContext());
        WaveBeginning.Begun begun =
                new WaveBeginning(driven, opening.choice(driven)).record(build.getFullDisplayName());
        wave = begun.wave();
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        List<InstanceStarted> started = new ArrayList<>();
        for (RolloutEvent.OfInstance event : begun.events()) {
            if (event instanceof InstanceStarted one) {
                started.add(one);
                ends.put(one.instance(), null);
            } else {
                left.add(event.instance());
                log.println(event.instance() + " is left out");
            }
        }
        begun.later().forEach((name, why) -> {
            later.add(name);
            log.println(LogLine.of(name + " is not begun now: " + why));
        });
        workOn(driven);
        try {
            startBodies(driven, started);
        } catch (IOException | InterruptedException | RuntimeException e) {
            leave();
            throw e;
        }
        if (started.isEmpty()) {
            settleUnbegun();
        }
    }

    private void startBodies(BuildRollout driven, List<InstanceStarted> started)
            throws IOException, InterruptedException {
        List<String> names = started.stream().map(InstanceStarted::instance).toList();
        InstanceBodies.fetch(driven.read(now -> InstanceBodies.artifacts(now, wave, names)), getContext());
        InstanceBodies made = new InstanceBodies(getContext(), driven.id(), wave);
        List<BodyInvoker> invokers = driven.read(now -> started.stream()
                .map(one -> made.body(now, one.instance(), new InstanceBody(this, one.instance(), one.attempt())))
                .toList());
        invokers.forEach(invoker -> bodies.add(invoker.start()));
    }

    @Override
    public synchronized void ended(String instance, String failure) {
        ends.put(instance, failure);
        told().ended(wave, instance, failure);
        settleIfAllEnded();
    }

    @Override
    public synchronized void interrupted(FlowInterruptedException cause) {
        if (interrupt(cause)) {
            tellAbort(cause);
            bodies.forEach(body -> body.cancel(cause));
        }
    }

    private synchronized void settleIfAllEnded() {
        if (!ends.containsValue(null)) {
            settle();
        }
    }

    @Override
    Map<String, Object> result(BuildRollout driven) throws AbortException {
        List<String> instances = new ArrayList<>(ends.keySet());
        instances.addAll(left);
        return ending.end(driven, wave, instances, later);
    }

    @Override
    public synchronized void onResume() {
        try {
            Reports told = reports();
            ends.forEach((instance, failure) -> {
                if (failure != null) {
                    told.ended(wave, instance, failure);
                }
            });
            settleIfAllEnded();
        } catch (IOException | InterruptedException | RuntimeException e) {
            getContext().onFailure(e);
        }
    }

    @Override
    public String getStatus() {
        return "wave " + wave + " of rollout " + rollout();
    }
}
