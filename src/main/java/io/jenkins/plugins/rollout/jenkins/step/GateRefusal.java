package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.WaveProgress;
import java.util.Optional;

/** Says why a wave can't be judged now, and what to call instead. */
final class GateRefusal {
    private GateRefusal() {}

    static String unknown(BuildRollout driven, int wave) {
        int last = driven.read(rollout -> rollout.waves().size());
        return "rollout " + driven.id() + " has no wave " + wave + "; its waves are 1 to " + last;
    }

    static String judged(WaveProgress wave) {
        return "wave " + wave.wave().number() + " was judged already: "
                + wave.verdict().orElseThrow().word() + ", " + wave.reason()
                + "; call rolloutNext to see what comes next";
    }

    static String notDue(BuildRollout driven, int wave, Decision next) {
        String refused = "wave " + wave + " can't be judged now: ";
        if (next instanceof Decision.Finish finish) {
            return refused + "the rollout ends as " + finish.outcome().state().word() + ", " + finish.why();
        }
        if (next instanceof Decision.AskApproval ask) {
            return refused + "the rollout waits for a person: " + ask.question() + " Call rolloutNext to wait for that";
        }
        if (next instanceof Decision.RollBack back) {
            return refused + "instances must go back first (" + back.why() + "); call rollbackInstances";
        }
        Optional<Wave> current = driven.read(rollout -> rollout.currentWave());
        if (current.filter(due -> due.number() != wave).isPresent()) {
            return refused + "wave " + current.get().number() + " comes first; " + remedy(current.get(), next);
        }
        return next instanceof Decision.Wait wait
                ? refused + wait.why() + "; let deployToInstances end before"
                : refused + "it is not wholly deployed; " + remedy(current.orElseThrow(), next);
    }

    private static String remedy(Wave due, Decision next) {
        if (next instanceof Decision.Judge || next instanceof Decision.Wait) {
            return "call healthGate(wave: " + due.number() + ")";
        }
        return due.action() == Action.ROLLBACK
                ? "call rollbackInstances"
                : "call deployToInstances(wave: " + due.number() + ")";
    }
}
