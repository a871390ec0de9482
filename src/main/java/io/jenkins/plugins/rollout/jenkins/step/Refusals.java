package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.Optional;

/** Says to a pipeline why a wave is not due, and what is. */
final class Refusals {
    private final Rollout rollout;
    private final BuildRollout driven;
    private final Decision next;

    Refusals(Rollout rollout, BuildRollout driven) {
        this.rollout = rollout;
        this.driven = driven;
        this.next = rollout.next(driven.clock());
    }

    /** For a wave that was asked for by its number. */
    AbortException wave(int number) {
        Optional<Wave> wave = rollout.wave(number);
        if (wave.isEmpty()) {
            return refuse("there is no wave " + number + "; it has the waves 1 to "
                    + rollout.waves().size());
        }
        if (next instanceof Decision.Deploy due) {
            boolean isOver = rollout.isStarted(wave.get());
            return refuse(
                    isOver
                            ? "wave " + number + " was deployed already; next is " + name(due.wave())
                            : "wave " + number + " is out of order; next is " + name(due.wave()));
        }
        boolean isJudgedNext = current().filter(due -> due.number() == number).isPresent();
        return refuse(
                isJudgedNext
                        ? "wave " + number + " was deployed already" + because()
                        : "wave " + number + " can't begin" + because());
    }

    /** For a way back. */
    AbortException wayBack() {
        if (next instanceof Decision.Deploy due) {
            return refuse("there is nothing to roll back; next is " + name(due.wave()) + ", with deployToInstances");
        }
        if (next instanceof Decision.Finish) {
            return refuse("there is nothing to roll back" + because());
        }
        return refuse("nothing can be rolled back now" + because());
    }

    private String because() {
        if (next instanceof Decision.Judge judge) {
            return ": " + name(judge.wave()) + " was not judged yet; call healthGate(wave: "
                    + judge.wave().number() + ")";
        }
        if (next instanceof Decision.Wait) {
            return waiting();
        }
        if (next instanceof Decision.AskApproval ask) {
            return ": the rollout is held for a person. " + ask.question();
        }
        if (next instanceof Decision.RollBack back) {
            return ": instances must be rolled back first (" + back.why() + "); call rollbackInstances(rollout: '"
                    + rollout.id() + "')";
        }
        if (next instanceof Decision.Finish end) {
            return ": the rollout has ended " + end.outcome().state().word() + " (" + end.why() + ")";
        }
        return ": it is not due";
    }

    private String waiting() {
        String due = current().map(Refusals::name).orElse("a wave");
        if (rollout.abort().isPresent()) {
            return ": the rollout was aborted by " + rollout.abort().get().by();
        }
        if (driven.isAtWork()) {
            return ": " + due + " is being deployed by another step of this build";
        }
        int number = current().map(Wave::number).orElse(0);
        return ": " + due + " was not judged yet; call healthGate(wave: " + number + ")";
    }

    private Optional<Wave> current() {
        return rollout.currentWave();
    }

    private static String name(Wave wave) {
        return "wave " + wave.number() + " (" + wave.environment() + ", " + wave.name() + ")";
    }

    private AbortException refuse(String why) {
        return new AbortException("rollout " + rollout.id() + ": " + why);
    }
}
