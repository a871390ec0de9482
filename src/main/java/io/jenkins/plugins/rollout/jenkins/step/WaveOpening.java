package io.jenkins.plugins.rollout.jenkins.step;

import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Finds the rollout whose wave a step brings, or begins one, and says which wave that is. */
interface WaveOpening {
    /** Called on the thread of the pipeline's program, as only there all bodies can be started together. */
    BuildRollout open(StepContext context) throws Exception;

    WaveChoice choice(BuildRollout driven);

    /**
     * Of a rollout that was planned before.
     *
     * @param rollout its id; empty for the only one of the build that has not ended
     */
    record Planned(String rollout, WaveChoice choice) implements WaveOpening {
        @Override
        public BuildRollout open(StepContext context) throws Exception {
            return BuildRollouts.get().of(context.get(Run.class), rollout);
        }

        @Override
        public WaveChoice choice(BuildRollout driven) {
            return choice;
        }
    }
}
