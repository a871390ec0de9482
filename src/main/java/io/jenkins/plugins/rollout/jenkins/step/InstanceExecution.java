package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.InstanceStarted;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Brings one instance of a wave: waits for its {@linkplain Turns turn}, runs the step's body, and reports how it ended.
 * After a restart it waits again, or goes on with its body.
 */
final class InstanceExecution extends BringingExecution {
    private static final long serialVersionUID = 1L;

    private final WaveChoice choice;
    private final String instance;
    private int wave;

    @CheckForNull
    private BodyExecution body;

    /** Whether the body has been launched: saved together with it. */
    private volatile boolean launched;

    /** Why the body failed, empty if it did not, null before it has ended. */
    @CheckForNull
    private String end;

    private Phase phase = Phase.WAITING;
    private transient boolean resumed;

    private enum Phase {
        WAITING,
        /** Being begun, or found not to be. */
        CLAIMED,
        BEGUN,
        OVER
    }

    /** @param rollout its id; empty for the only one of the build that has not ended */
    InstanceExecution(StepContext context, String rollout, WaveChoice choice, String instance) {
        super(context, rollout);
        this.choice = choice;
        this.instance = instance;
    }

    @Override
    public int wave() {
        return wave;
    }

    String instance() {
        return instance;
    }

    WaveChoice choice() {
        return choice;
    }

    @Override
    WaveEnding ending() {
        return choice.ending();
    }

    /** Whether it has waited before a restart: what became of the instance since then is its own doing. */
    boolean isResumed() {
        return resumed;
    }

    @Override
    public boolean hasInHand(String rollout, int number, String name) {
        return launched && rollout().equals(rollout) && wave == number && instance.equals(name);
    }

    @Override
    public boolean start() throws IOException, InterruptedException {
        Turns.await(this);
        return false;
    }

    /** @throws AbortException if the rollout has no such wave, or it doesn't have the instance */
    void locate(Rollout now) throws AbortException {
        if (wave == 0) {
            wave = choice.locate(now, instance);
        }
    }

    /** It is about to be begun. @return whether it may be: false if it was stopped meanwhile */
    synchronized boolean claim() {
        boolean waits = phase == Phase.WAITING && interruption() == null;
        if (waits) {
            phase = Phase.CLAIMED;
        }
        return waits;
    }

    /** There was no room for it. */
    synchronized void unclaim() {
        if (phase == Phase.CLAIMED) {
            phase = Phase.WAITING;
            if (interruption() != null) {
                conclude();
            }
        }
    }

    /** Its beginning is on record. */
    void begin(InstanceStarted started) {
        Turns.leave(this);
        synchronized (this) {
            phase = Phase.BEGUN;
        }
        List<Release> artifacts = told().driven().read(now -> InstanceBodies.artifacts(now, wave, List.of(instance)));
        if (artifacts.isEmpty()) {
            startBody(started.attempt(), artifacts);
        } else {
            // An agent may be slow; nobody else shall wait for that.
            Computer.threadPoolForRemoting.execute(() -> startBody(started.attempt(), artifacts));
        }
    }

    private void startBody(int attempt, List<Release> artifacts) {
        try {
            InstanceBodies.fetch(artifacts, getContext());
            InstanceBodies made = new InstanceBodies(getContext(), rollout(), wave);
            InstanceBody callback = new InstanceBody(this, instance, attempt);
            startUnlessStopped(told().driven().read(now -> made.body(now, instance, callback)));
        } catch (IOException | InterruptedException | RuntimeException e) {
            // What fails while the controller goes down is done again when it is up.
            if (!Jenkins.get().isTerminating()) {
                ended(instance, FailureReason.of(e));
            }
        }
    }

    private synchronized void startUnlessStopped(BodyInvoker made) {
        FlowInterruptedException stopped = interruption();
        if (stopped == null) {
            body = made.start();
        } else {
            ended(instance, FailureReason.of(stopped));
        }
    }

    @Override
    public void began(String name) {
        launched = true;
    }

    @Override
    public synchronized void ended(String name, String failure) {
        end = failure;
        told().ended(wave, instance, failure);
        conclude();
    }

    @Override
    public void interrupted(FlowInterruptedException cause) {
        if (!interrupt(cause)) {
            return;
        }
        Turns.leave(this);
        tellAbort(cause);
        synchronized (this) {
            if (phase == Phase.WAITING) {
                conclude();
            } else if (body != null) {
                body.cancel(cause);
            }
        }
    }

    /** What became of the instance is on record, or will be. */
    synchronized void conclude() {
        Turns.leave(this);
        if (phase != Phase.OVER) {
            phase = Phase.OVER;
            settle();
        }
    }

    @Override
    Map<String, Object> result(BuildRollout driven) throws AbortException {
        return choice.ending().end(driven, wave, List.of(instance), List.of());
    }

    /** It will not be begun, or not by this step. @param what for the log, with why */
    void skip(String what) {
        if (endUnlessStopped()) {
            try {
                getContext().get(TaskListener.class).getLogger().println(LogLine.of(instance + " " + what));
                getContext().onSuccess(choice.ending().end(told().driven(), wave, List.of(), List.of(instance)));
            } catch (IOException | InterruptedException | RuntimeException e) {
                getContext().onFailure(e);
            }
        }
    }

    void fail(Throwable failure) {
        if (endUnlessStopped()) {
            getContext().onFailure(failure);
        }
    }

    /** @return false if it was stopped before, has begun, or is over */
    private boolean endUnlessStopped() {
        Turns.leave(this);
        synchronized (this) {
            if (phase == Phase.BEGUN) {
                return false;
            }
            if (interruption() != null) {
                conclude();
            }
            boolean wasGoingOn = phase != Phase.OVER;
            phase = Phase.OVER;
            leave();
            return wasGoingOn;
        }
    }

    @Override
    public void onResume() {
        resumed = true;
        synchronized (this) {
            phase = launched ? Phase.BEGUN : Phase.WAITING;
        }
        FlowInterruptedException stopped = interruption();
        try {
            if (!launched && end == null && stopped == null) {
                Turns.await(this);
                return;
            }
            Reports told = reports();
            if (stopped != null) {
                tellAbort(stopped);
            }
            if (end != null) {
                told.ended(wave, instance, end);
            }
            if (end != null || !launched) {
                conclude();
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            getContext().onFailure(e);
        }
    }

    @Override
    public String getStatus() {
        return (launched ? "bringing " : "waiting for the turn of ") + instance;
    }
}
