package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.Wave;
import java.util.List;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Plans a rollout of one wave, which the same step then brings. */
record SingleWave(RolloutSpec spec, String version, String reason) implements WaveOpening {
    @Override
    public BuildRollout open(StepContext context) throws Exception {
        Planning planning = new Planning(context, spec);
        Supplier<Plan> planner = planning.planner(version, planning.archive(context));
        List<Wave> waves = planner.get().waves();
        if (waves.size() > 1) {
            throw new AbortException("deployToInstances without 'wave' brings a single wave, and this would take "
                    + waves.size() + ", as no wave mixes environments; call planRollout first");
        }
        return planning.begin(planning.id(planner), planner, reason);
    }

    @Override
    public WaveChoice choice(BuildRollout driven) {
        return new WaveChoice.Numbered(
                driven.read(now -> now.plan().waves().get(0).number()));
    }
}
