package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.InstanceStarted;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Brings one instance of a wave: waits for its {@linkplain Turns turn}, runs the step's body, and reports how it ended.
 * After a restart it waits again, or goes on with its body.
 */
final class InstanceExecution extends StepExecution implements BodyHost {
    private static final long serialVersionUID = 1L;

    private final WaveChoice choice;
    private final String instance;
    private String rollout;
    private int wave;

    @CheckForNull
    private BodyExecution body;

    /** Whether the body has been launched: saved together with it. */
    private boolean launched;

    /** Why the body failed, empty if it did not, null before it has ended. */
    @CheckForNull
    private String end;

    @CheckForNull
    private volatile FlowInterruptedException interruption;

    private transient Phase phase = Phase.WAITING;
    private transient boolean resumed;

    @CheckForNull
    private transient volatile Reports reports;

    private enum Phase {
        WAITING,
        /** Being begun, or found not to be. */
        CLAIMED,
        BEGUN,
        OVER
    }

    /** @param rollout its id; empty for the only one of the build that has not ended */
    InstanceExecution(StepContext context, String rollout, WaveChoice choice, String instance) {
        super(context);
        this.rollout = rollout;
        this.choice = choice;
        this.instance = instance;
    }

    @Override
    public String rollout() {
        return rollout;
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

    /** Whether it has waited before a restart: what became of the instance since then is its own doing. */
    boolean isResumed() {
        return resumed;
    }

    @Override
    public boolean start() throws Exception {
        Turns.await(this);
        return false;
    }

    /** The rollout of which it brings an instance; it is at work there from now on. */
    BuildRollout open() throws IOException, InterruptedException {
        return reports().driven();
    }

    private synchronized Reports reports() throws IOException, InterruptedException {
        Reports known = reports;
        if (known == null) {
            BuildRollout driven = BuildRollouts.get().of(getContext().get(Run.class), rollout);
            rollout = driven.id();
            driven.enter(this);
            known = new Reports(driven);
            reports = known;
        }
        return known;
    }

    /** @throws AbortException if the rollout has no such wave, or it doesn't have the instance */
    void locate(Rollout now) throws AbortException {
        if (wave == 0) {
            wave = choice.locate(now, instance);
        }
    }

    /** It is about to be begun. @return whether it may be: false if it was stopped meanwhile */
    synchronized boolean claim() {
        boolean waits = phase == Phase.WAITING && interruption == null;
        if (waits) {
            phase = Phase.CLAIMED;
        }
        return waits;
    }

    /** There was no room for it. */
    synchronized void unclaim() {
        if (phase == Phase.CLAIMED) {
            phase = Phase.WAITING;
            if (interruption != null) {
                settle();
            }
        }
    }

    /** Its beginning is on record. */
    void begin(InstanceStarted started) {
        Turns.leave(this);
        synchronized (this) {
            phase = Phase.BEGUN;
        }
        BuildRollout driven = told().driven();
        List<Release> artifacts = driven.read(now -> InstanceBodies.artifacts(now, wave, List.of(instance)));
        if (artifacts.isEmpty()) {
            startBody(driven, started, artifacts);
        } else {
            // An agent may be slow; nobody else shall wait for that.
            Computer.threadPoolForRemoting.execute(() -> startBody(driven, started, artifacts));
        }
    }

    private void startBody(BuildRollout driven, InstanceStarted started, List<Release> artifacts) {
        try {
            InstanceBodies.fetch(artifacts, getContext());
            InstanceBodies made = new InstanceBodies(getContext(), rollout, wave);
            InstanceBody callback = new InstanceBody(this, instance, started.attempt());
            startUnlessStopped(driven.read(now -> made.body(now, instance, callback)));
        } catch (IOException | InterruptedException | RuntimeException e) {
            // What fails while the controller goes down is done again when it is up.
            if (!Jenkins.get().isTerminating()) {
                ended(instance, FailureReason.of(e));
            }
        }
    }

    private synchronized void startUnlessStopped(BodyInvoker made) {
        FlowInterruptedException stopped = interruption;
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
        settle();
    }

    private Reports told() {
        Reports known = reports;
        if (known == null) {
            throw new IllegalStateException("the rollout is looked up before anything is told of it");
        }
        return known;
    }

    @Override
    public void interrupted(FlowInterruptedException cause) {
        synchronized (this) {
            if (interruption != null || phase == Phase.OVER) {
                return;
            }
            interruption = cause;
        }
        Turns.leave(this);
        try {
            reports().aborted(cause, getContext().get(Run.class));
        } catch (IOException | InterruptedException | RuntimeException e) {
            cause.addSuppressed(e);
        }
        synchronized (this) {
            if (phase == Phase.WAITING) {
                settle();
            } else if (body != null) {
                body.cancel(cause);
            }
        }
    }

    @Override
    public void stop(Throwable cause) {
        FlowInterruptedException interrupted =
                cause instanceof FlowInterruptedException itself ? itself : Interruption.because(cause);
        // The rollout may not have been looked up yet; that is not for the pipeline's thread.
        Computer.threadPoolForRemoting.execute(() -> interrupted(interrupted));
    }

    /** Ends the step as soon as all that was reported is durable. */
    private synchronized void settle() {
        if (phase == Phase.OVER) {
            return;
        }
        phase = Phase.OVER;
        FlowInterruptedException stopped = interruption;
        Reports known = told();
        known.durable()
                .whenCompleteAsync(
                        (done, failure) -> {
                            known.driven().leave(this);
                            if (failure != null) {
                                getContext()
                                        .onFailure(
                                                failure instanceof CompletionException ? failure.getCause() : failure);
                            } else if (stopped != null) {
                                choice.ending().finishIfDone(known.driven());
                                getContext().onFailure(stopped);
                            } else {
                                succeed(known.driven());
                            }
                        },
                        Computer.threadPoolForRemoting);
    }

    private void succeed(BuildRollout driven) {
        try {
            getContext().onSuccess(choice.ending().end(driven, wave, List.of(instance), List.of()));
        } catch (IOException | RuntimeException e) {
            getContext().onFailure(e);
        }
    }

    /** What became of the instance is on record, without a body of this step. */
    void conclude() {
        Turns.leave(this);
        settle();
    }

    /** It will not be begun. @param why for the log */
    void skip(String why) {
        if (leaveFor(Phase.OVER)) {
            try {
                BuildRollout driven = open();
                driven.leave(this);
                getContext().get(TaskListener.class).getLogger().println(LogLine.of(instance + " is left out: " + why));
                getContext().onSuccess(choice.ending().end(driven, wave, List.of(), List.of(instance)));
            } catch (IOException | InterruptedException | RuntimeException e) {
                getContext().onFailure(e);
            }
        }
    }

    void fail(Throwable failure) {
        if (leaveFor(Phase.OVER)) {
            Reports known = reports;
            if (known != null) {
                known.driven().leave(this);
            }
            getContext().onFailure(failure);
        }
    }

    /** @return false if it was stopped before, or is over */
    private boolean leaveFor(Phase next) {
        Turns.leave(this);
        synchronized (this) {
            boolean stopped = interruption != null;
            if (stopped) {
                settle();
            }
            boolean was = phase != Phase.OVER;
            phase = next;
            return was;
        }
    }

    @Override
    public boolean hasInHand(String id, int number, String name) {
        return launched && rollout.equals(id) && wave == number && instance.equals(name);
    }

    @Override
    public void onResume() {
        resumed = true;
        phase = launched ? Phase.BEGUN : Phase.WAITING;
        FlowInterruptedException stopped = interruption;
        try {
            if (!launched && end == null && stopped == null) {
                Turns.await(this);
                return;
            }
            Reports told = reports();
            if (stopped != null) {
                told.aborted(stopped, getContext().get(Run.class));
            }
            if (end != null) {
                told.ended(wave, instance, end);
            }
            if (end != null || !launched) {
                settle();
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
