package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.LauncherDecorator;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.drive.ArtifactDelivery;
import io.jenkins.plugins.rollout.jenkins.drive.ArtifactLauncher;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.InstanceEnvironment;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.InstanceStarted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * Brings one wave: runs the step's body for each instance that begins, all at once, and reports how each ended. Goes on
 * after a restart of the controller; what it has seen by then it reports again, and the rollout takes it once.
 */
final class WaveExecution extends StepExecution {
    private static final long serialVersionUID = 1L;

    private final transient WaveOpening opening;
    private final WaveEnding ending;
    private final List<BodyExecution> bodies = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    /** How each body ended, by its instance: why it failed, empty if it did not, null while it runs. */
    private final Map<String, String> ends = new LinkedHashMap<>();

    private String rollout = "";
    private int wave;
    private volatile FlowInterruptedException interruption;
    private transient volatile List<CompletableFuture<Void>> reports;

    WaveExecution(StepContext context, WaveOpening opening, WaveEnding ending) {
        super(context);
        this.opening = opening;
        this.ending = ending;
    }

    String rollout() {
        return rollout;
    }

    int wave() {
        return wave;
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
        rollout = driven.id();
        List<RolloutEvent.OfInstance> begun =
                new WaveBeginning(driven, opening.choice(driven)).record(build.getFullDisplayName());
        wave = begun.get(0).wave();
        List<InstanceStarted> started = new ArrayList<>();
        for (RolloutEvent.OfInstance event : begun) {
            if (event instanceof InstanceStarted one) {
                started.add(one);
                ends.put(one.instance(), null);
            } else {
                left.add(event.instance());
                getContext().get(TaskListener.class).getLogger().println(event.instance() + " is left out");
            }
        }
        reports = new ArrayList<>();
        driven.enter(this);
        try {
            startBodies(driven, started, fetchArtifacts(driven, started));
        } catch (IOException | InterruptedException | RuntimeException e) {
            driven.leave(this);
            throw e;
        }
        settleIfAllEnded(driven);
    }

    /** Where the step stands in a workspace, its artifacts are there before the bodies begin. */
    private boolean fetchArtifacts(BuildRollout driven, List<InstanceStarted> started)
            throws IOException, InterruptedException {
        List<Release> releases = driven.read(now -> started.stream()
                .map(one -> now.placement(wave, one.instance()).release())
                .filter(release -> release.artifact().isPresent())
                .distinct()
                .toList());
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace != null) {
            EnvVars environment = getContext().get(EnvVars.class);
            for (Release release : releases) {
                try {
                    ArtifactDelivery.toWorkspace(release, environment, workspace);
                } catch (IOException e) {
                    // Each instance that needs it fails with the same words when its body starts a process.
                    getContext().get(TaskListener.class).getLogger().println(e.getMessage());
                }
            }
        }
        return !releases.isEmpty();
    }

    private void startBodies(BuildRollout driven, List<InstanceStarted> started, boolean hasArtifact)
            throws IOException, InterruptedException {
        StepContext context = getContext();
        EnvironmentExpander outer = context.get(EnvironmentExpander.class);
        LauncherDecorator launcher = BodyInvoker.mergeLauncherDecorators(
                context.get(LauncherDecorator.class), new ArtifactLauncher(rollout));
        List<BodyInvoker> invokers = driven.read(now -> started.stream()
                .map(one -> context.newBodyInvoker()
                        .withContext(
                                EnvironmentExpander.merge(outer, new InstanceEnvironment(now, wave, one.instance())))
                        .withDisplayName("Branch: " + one.instance())
                        .withCallback(new WaveBody(this, one.instance(), one.attempt())))
                .toList());
        for (BodyInvoker invoker : invokers) {
            bodies.add((hasArtifact ? invoker.withContext(launcher) : invoker).start());
        }
    }

    /** A body has ended. @param failure why it failed; empty if it did not */
    synchronized void ended(String instance, String failure) {
        ends.put(instance, failure);
        try {
            BuildRollout driven = driven();
            report(driven, instance, failure);
            settleIfAllEnded(driven);
        } catch (AbortException | RuntimeException e) {
            getContext().onFailure(e);
        }
    }

    private void report(BuildRollout driven, String instance, String failure) {
        reports.add(driven.report(
                failure.isEmpty()
                        ? new RolloutEvent.InstanceDeployed(driven.clock().instant(), wave, instance)
                        : new RolloutEvent.InstanceFailed(driven.clock().instant(), wave, instance, failure)));
    }

    /** Somebody wants the build, or a part of it that this step is in, to end. */
    synchronized void interrupted(FlowInterruptedException cause) {
        if (interruption != null) {
            return;
        }
        interruption = cause;
        try {
            Interruption why = Interruption.of(cause, getContext().get(Run.class));
            BuildRollout driven = driven();
            reports.add(
                    driven.report(new RolloutEvent.AbortRequested(driven.clock().instant(), why.by(), why.reason())));
        } catch (IOException | InterruptedException | RuntimeException e) {
            cause.addSuppressed(e);
        }
        bodies.forEach(body -> body.cancel(cause));
    }

    @Override
    public void stop(Throwable cause) {
        interrupted(cause instanceof FlowInterruptedException interrupted ? interrupted : Interruption.because(cause));
    }

    private synchronized void settleIfAllEnded(BuildRollout driven) {
        if (!ends.containsValue(null)) {
            settle(driven);
        }
    }

    /** Ends the step as soon as all that was reported is durable. */
    private void settle(BuildRollout driven) {
        CompletableFuture.allOf(reports.toArray(CompletableFuture[]::new)).whenComplete((done, failure) -> {
            driven.leave(this);
            if (failure != null) {
                getContext()
                        .onFailure(new AbortException("rollout " + rollout + ": what happened can't be recorded: "
                                + FailureReason.of(failure)));
            } else if (interruption != null) {
                ending.finishIfDone(driven);
                getContext().onFailure(interruption);
            } else {
                end(driven);
            }
        });
    }

    private void end(BuildRollout driven) {
        List<String> instances = new ArrayList<>(ends.keySet());
        instances.addAll(left);
        try {
            getContext().onSuccess(ending.end(driven, wave, instances));
        } catch (AbortException | RuntimeException e) {
            getContext().onFailure(e);
        }
    }

    private BuildRollout driven() throws AbortException {
        try {
            return BuildRollouts.get().of(getContext().get(Run.class), rollout);
        } catch (AbortException e) {
            throw e;
        } catch (IOException | InterruptedException e) {
            throw new AbortException("rollout " + rollout + ": its build can't be read: " + e.getMessage());
        }
    }

    @Override
    public synchronized void onResume() {
        reports = new ArrayList<>();
        try {
            BuildRollout driven = driven();
            driven.enter(this);
            ends.forEach((instance, failure) -> {
                if (failure != null) {
                    report(driven, instance, failure);
                }
            });
            settleIfAllEnded(driven);
        } catch (AbortException | RuntimeException e) {
            getContext().onFailure(e);
        }
    }

    @Override
    public String getStatus() {
        return "wave " + wave + " of rollout " + rollout;
    }
}
