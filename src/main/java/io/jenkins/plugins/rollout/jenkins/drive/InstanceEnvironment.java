package io.jenkins.plugins.rollout.jenkins.drive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import io.jenkins.plugins.rollout.plan.DeploymentEnvironment;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;

/**
 * What the body for one instance finds in its environment. Saved with the pipeline's program for every branch, so it
 * keeps names only, and looks the values up in the ledger when it was loaded again.
 */
public final class InstanceEnvironment extends EnvironmentExpander {
    private static final long serialVersionUID = 1L;

    private final String rollout;
    private final int wave;
    private final String instance;

    @CheckForNull
    private transient volatile Values values;

    private record Values(Map<String, String> variables, Placement placement) {}

    /** @param now the rollout, from which the values are taken */
    public InstanceEnvironment(Rollout now, int wave, String instance) {
        this.rollout = now.id();
        this.wave = wave;
        this.instance = instance;
        this.values = values(now);
    }

    private Values values(Rollout now) {
        Wave ofInstance = now.wave(wave).orElseThrow();
        Placement placement = now.placement(wave, instance);
        return new Values(DeploymentEnvironment.of(rollout, ofInstance, placement, ""), placement);
    }

    @Override
    public void expand(EnvVars env) {
        Values known = values;
        if (known == null) {
            known = BuildRollouts.get().peek(rollout, this::values);
            values = known;
        }
        // Not overridden or expanded but put: a value may look like a reference to another variable.
        env.putAll(known.variables());
        ArtifactPlace.of(env, known.placement().release())
                .ifPresent(path -> env.put(DeploymentEnvironment.ARTIFACT, path));
    }
}
