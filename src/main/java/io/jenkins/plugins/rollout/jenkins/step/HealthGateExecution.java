package io.jenkins.plugins.rollout.jenkins.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Sampler;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.WaveProgress;
import io.jenkins.plugins.rollout.source.Addresses;
import io.jenkins.plugins.rollout.source.Laboratory;
import io.jenkins.plugins.rollout.web.EventWords;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Waits until a wave may be judged, measures and judges it. After a restart it measures again, and judges once. */
final class HealthGateExecution extends WaitingExecution {
    private static final long serialVersionUID = 1L;

    /** What the step returns instead of a verdict. */
    private static final String INTERRUPTED = "interrupted";

    private final GateWave wave;
    private final String gate;
    private final Way way;
    private final boolean failStep;

    /** Whether the wave was due when this step saw it first: what was judged since then, it has judged itself. */
    private volatile boolean begun;

    /** Who asks the checks. */
    enum Way {
        CONTROLLER,
        /** The controller too, as the node of the pipeline. */
        BUILT_IN_NODE,
        AGENT
    }

    /** @param gate as {@link GateArguments#text} has made it; empty for the rollout's own */
    HealthGateExecution(StepContext context, GateWave wave, String gate, Way way, boolean failStep) {
        super(context, wave.rollout());
        this.wave = wave;
        this.gate = gate;
        this.way = way;
        this.failStep = failStep;
    }

    @Override
    Found look(BuildRollout driven) throws Exception {
        WaveProgress progress = driven.read(rollout -> rollout.waves().stream()
                        .filter(one -> one.wave().number() == wave.number())
                        .findFirst())
                .orElseThrow(() -> new AbortException(GateRefusal.unknown(driven, wave.number())));
        if (progress.verdict().isPresent()) {
            if (begun) {
                return new Found.Result(end(progress.verdict().get(), progress));
            }
            throw new AbortException(GateRefusal.judged(progress));
        }
        Decision next = driven.next();
        if (next instanceof Decision.Judge judge && judge.wave().number() == wave.number()) {
            begin();
            return measure(driven, judge);
        }
        boolean isBaking = next instanceof Decision.Wait wait && !wait.until().equals(Instant.MAX);
        if (isBaking && isCurrent(driven)) {
            Decision.Wait wait = (Decision.Wait) next;
            refuse(driven, gate(driven));
            begin();
            say(wait.why() + " until " + wait.until());
            return new Found.Nothing(wait.until());
        }
        Optional<String> makesWay = driven.read(rollout -> rollout.makesWay(progress.wave()));
        if (makesWay.isPresent()) {
            return new Found.Result(interrupt(makesWay.get()));
        }
        throw new AbortException(GateRefusal.notDue(driven, wave.number(), next));
    }

    private boolean isCurrent(BuildRollout driven) {
        return driven.read(rollout -> rollout.currentWave()
                .filter(current -> current.number() == wave.number())
                .isPresent());
    }

    /** Durable before anything is recorded, so that a verdict is known to be one's own after a restart. */
    private void begin() throws Exception {
        if (!begun) {
            begun = true;
            getContext().saveState().get();
        }
    }

    private Gate gate(BuildRollout driven) {
        return gate.isEmpty() ? driven.read(rollout -> rollout.spec().gate()) : GateArguments.read(gate);
    }

    private void refuse(BuildRollout driven, Gate asked) throws AbortException {
        if (way != Way.AGENT) {
            GateArguments.refuseCommands(asked, "healthGate");
        } else {
            GateArguments.refuseAgent(driven.read(rollout -> rollout.spec().gate()));
        }
    }

    private Found measure(BuildRollout driven, Decision.Judge judge) throws Exception {
        Gate asked = gate(driven);
        refuse(driven, asked);
        Optional<Sampler> sampler = sampler(asked);
        if (sampler.isEmpty()) {
            say("waiting for the agent, which is to ask the checks");
            return new Found.Nothing(Instant.MAX);
        }
        if (!asked.isOpen() && !judge.placements().isEmpty()) {
            say(GateWords.begins(judge, asked));
        }
        PrintStream log = listener().getLogger();
        GateMeasurement measurement = new GateMeasurement(driven, judge, asked, sampler.get(), health -> {
            if (!asked.isOpen() || health.verdict() != Verdict.PASS) {
                log.println(LogLine.of(EventWords.sentence(health)));
            }
        });
        Optional<List<InstanceHealth>> health = measurement.take();
        health.ifPresent(taken -> driven.decide(rollout -> GateMeasurement.isDue(rollout, driven, judge.wave())
                ? List.of(rollout.judge(judge.wave(), taken, driven.clock().instant(), asked.onInconclusive()))
                : List.of()));
        // The wave is judged now, or the rollout was aborted or interrupted meanwhile; all is seen there.
        return look(driven);
    }

    /** Nothing while the agent is not connected, as after a restart. */
    private Optional<Sampler> sampler(Gate asked) throws IOException, InterruptedException {
        RunCredentials credentials = RunCredentials.of(asked, getContext().get(Run.class));
        Addresses addresses = GateArguments.addresses(getContext());
        if (way == Way.CONTROLLER) {
            return Optional.of(
                    Sampler.here(new Laboratory(Clock.systemUTC(), ControllerLedger.folder(), credentials, addresses)));
        }
        @CheckForNull FilePath workspace = getContext().get(FilePath.class);
        @CheckForNull VirtualChannel channel = workspace == null ? null : workspace.getChannel();
        return channel == null
                ? Optional.empty()
                : Optional.of(new AgentSampler(channel, workspace.getRemote(), credentials, addresses));
    }

    /** Harm was found late, and comes first. The wave is judged after that, with evidence of its own. */
    private String interrupt(String makesWay) throws IOException, InterruptedException {
        String reason = "wave " + wave.number() + " is not judged yet: it " + makesWay;
        listener().getLogger().println(LogLine.of(reason));
        if (failStep) {
            throw new AbortException(reason + "; call rolloutNext to see what comes next");
        }
        NodeWarning.put(getContext(), Result.UNSTABLE, reason);
        return INTERRUPTED;
    }

    private String end(Verdict verdict, WaveProgress progress) throws IOException, InterruptedException {
        String reason = progress.reason();
        listener().getLogger().println(LogLine.of("wave " + wave.number() + ": " + verdict.word() + ", " + reason));
        if (verdict == Verdict.FAIL && failStep) {
            throw new AbortException("wave " + wave.number() + " failed its gate: " + LogLine.of(reason));
        }
        // Harm within the failure budget is harm: whoever looks at the stages sees where it was found.
        if (verdict != Verdict.PASS || progress.bad() > 0) {
            NodeWarning.put(getContext(), verdict == Verdict.FAIL ? Result.FAILURE : Result.UNSTABLE, reason);
        }
        return verdict.word();
    }
}
