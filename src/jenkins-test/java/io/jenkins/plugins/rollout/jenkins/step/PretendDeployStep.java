package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code pretendDeploy(fail: ['acme-production'])}: records that the wave which is due was deployed, or taken back. */
public final class PretendDeployStep extends Step {
    private List<String> fail = List.of();

    @DataBoundConstructor
    public PretendDeployStep() {}

    @DataBoundSetter
    public void setFail(List<String> fail) {
        this.fail = fail;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new Execution(context, fail);
    }

    private static final class Execution extends SynchronousNonBlockingStepExecution<Void> {
        private static final long serialVersionUID = 1L;

        private final ArrayList<String> fail;

        Execution(StepContext context, List<String> fail) {
            super(context);
            this.fail = new ArrayList<>(fail);
        }

        @Override
        protected Void run() throws Exception {
            BuildRollout driven = BuildRollouts.get().of(getContext().get(Run.class), "");
            driven.decide(rollout -> {
                Decision.Deploy deploy = (Decision.Deploy) rollout.next(driven.clock());
                Instant now = driven.clock().instant();
                int wave = deploy.wave().number();
                List<RolloutEvent> events = new ArrayList<>();
                events.add(new RolloutEvent.WaveStarted(now, wave));
                for (Decision.Start start : deploy.start()) {
                    String name = start.placement().name();
                    events.add(new RolloutEvent.InstanceStarted(now, wave, name, start.attempt()));
                    events.add(
                            fail.contains(name)
                                    ? new RolloutEvent.InstanceFailed(now, wave, name, "exit status 1")
                                    : new RolloutEvent.InstanceDeployed(now, wave, name));
                }
                return events;
            });
            return null;
        }
    }

    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "pretendDeploy";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class);
        }
    }
}
