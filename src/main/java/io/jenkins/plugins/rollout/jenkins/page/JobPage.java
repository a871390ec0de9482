package io.jenkins.plugins.rollout.jenkins.page;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import java.util.Collection;
import java.util.List;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;

/** The rollouts of a job's builds: {@code rollouts/} below it, where there are any. */
public final class JobPage extends Tab {
    private final Job<?, ?> job;

    JobPage(Job<?, ?> job) {
        super(job);
        this.job = job;
    }

    @Override
    public String getIconFileName() {
        return "symbol-rollout plugin-rollout-matrix";
    }

    @Override
    public String getDisplayName() {
        return "Rollouts";
    }

    @Override
    public String getUrlName() {
        return "rollouts";
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** Where scripts and styles are, relative to Jenkins' own address. */
    public String getFiles() {
        return PageFiles.address();
    }

    /** The part of the history that the address asks for: {@code ?before=BUILD}. */
    public JobHistory getHistory() {
        job.checkPermission(Item.READ);
        job.checkPermission(RolloutPermissions.VIEW);
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String before = request == null ? null : request.getParameter("before");
        boolean isNumber = before != null && before.matches("[0-9]{1,9}");
        return JobHistory.of(job, isNumber ? Integer.parseInt(before) : Integer.MAX_VALUE);
    }

    @Extension
    public static final class Factory extends TransientActionFactory<Job<?, ?>> {
        @Override
        @SuppressWarnings("unchecked")
        public Class<Job<?, ?>> type() {
            return (Class<Job<?, ?>>) (Class<?>) Job.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return JobPage.class;
        }

        @Override
        public Collection<? extends Action> createFor(Job<?, ?> job) {
            boolean maySee = job.hasPermission(Item.READ) && job.hasPermission(RolloutPermissions.VIEW);
            return maySee && hasRollouts(job) ? List.of(new JobPage(job)) : List.of();
        }

        private static boolean hasRollouts(Job<?, ?> job) {
            String builds = job.getFullName() + "#";
            return BuildRegistry.get().drivers().values().stream().anyMatch(build -> build.startsWith(builds))
                    || hasOne(job.getLastBuild());
        }

        /** Where the register was lost, a build still knows. */
        private static boolean hasOne(Run<?, ?> build) {
            return build != null && !RolloutAction.of(build).isEmpty();
        }
    }
}
