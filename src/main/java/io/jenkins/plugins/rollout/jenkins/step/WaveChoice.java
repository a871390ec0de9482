package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.WaveProgress;
import java.io.Serializable;
import java.util.List;

/** Which wave a step was asked to bring. */
sealed interface WaveChoice extends Serializable {
    /** Whether the wave that is due is the one that was asked for. */
    boolean accepts(Wave due);

    /** Why it can't be begun with now. */
    AbortException refuse(Rollout rollout, BuildRollout driven);

    /**
     * The number of the wave in which an instance is to be brought.
     *
     * @throws AbortException if there is none
     */
    int locate(Rollout rollout, String instance) throws AbortException;

    /** How a step ends that brings a single instance of it. */
    WaveEnding ending();

    /** A wave by its number, of a plan or of a way back. */
    record Numbered(int wave) implements WaveChoice {
        @Override
        public boolean accepts(Wave due) {
            return due.number() == wave;
        }

        @Override
        public AbortException refuse(Rollout rollout, BuildRollout driven) {
            return new Refusals(rollout, driven).wave(wave);
        }

        @Override
        public int locate(Rollout rollout, String instance) throws AbortException {
            Wave asked = rollout.wave(wave).orElseThrow(() -> TurnRefusals.unknownWave(rollout, wave));
            if (!has(asked, instance)) {
                throw TurnRefusals.notIn(rollout, asked, instance);
            }
            return wave;
        }

        @Override
        public WaveEnding ending() {
            return WaveEnding.UNJUDGED;
        }
    }

    /** The wave of a way back that is next. */
    record WayBack() implements WaveChoice {
        @Override
        public boolean accepts(Wave due) {
            return due.action() == Action.ROLLBACK;
        }

        @Override
        public AbortException refuse(Rollout rollout, BuildRollout driven) {
            return new Refusals(rollout, driven).wayBack();
        }

        /** The first that was not judged; the last one if all were. */
        @Override
        public int locate(Rollout rollout, String instance) throws AbortException {
            List<WaveProgress> back = rollout.waves().stream()
                    .filter(progress -> progress.wave().action() == Action.ROLLBACK && has(progress.wave(), instance))
                    .toList();
            return back.stream()
                    .filter(progress -> progress.verdict().isEmpty())
                    .findFirst()
                    .or(() -> back.stream().reduce((one, later) -> later))
                    .orElseThrow(() -> TurnRefusals.notGoingBack(rollout, instance))
                    .wave()
                    .number();
        }

        @Override
        public WaveEnding ending() {
            return WaveEnding.WAY_BACK;
        }
    }

    private static boolean has(Wave wave, String instance) {
        return wave.placements().stream().anyMatch(placement -> placement.name().equals(instance));
    }
}
