package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Rollout;

/** Which wave a step was asked to bring. */
sealed interface WaveChoice {
    /** Whether the wave that is due is the one that was asked for. */
    boolean accepts(Wave due);

    /** Why it can't be begun with now. */
    AbortException refuse(Rollout rollout, BuildRollout driven);

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
    }
}
