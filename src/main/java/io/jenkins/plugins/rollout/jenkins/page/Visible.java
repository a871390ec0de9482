package io.jenkins.plugins.rollout.jenkins.page;

import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/**
 * Which rollouts the current user may know of: those of builds whose job they may read and whose rollouts they may see.
 * What no build of this controller answers for any more is for administrators. Made for one request.
 */
final class Visible {
    private final Map<String, String> builds = BuildRegistry.get().drivers();
    private final boolean isAdministrator = Jenkins.get().hasPermission(Jenkins.ADMINISTER);
    private final Map<String, Place> places = new HashMap<>();

    /**
     * A build as a page links to it.
     *
     * @param name {@code folder » job #12}
     * @param url relative to Jenkins' own address
     */
    record BuildLink(String name, String url) {}

    private enum Place {
        OPEN,
        CLOSED,
        GONE
    }

    /** Whether the user may know of a rollout. */
    boolean allows(String rollout) {
        String build = builds.get(rollout);
        Place place = build == null ? Place.GONE : place(jobOf(build));
        return place == Place.OPEN || (place == Place.GONE && isAdministrator);
    }

    /** The build that drove a rollout; nothing if it is gone. Ask only what {@link #allows}. */
    Optional<BuildLink> build(String rollout) {
        String build = builds.get(rollout);
        if (build == null || place(jobOf(build)) != Place.OPEN) {
            return Optional.empty();
        }
        Job<?, ?> job = Jenkins.get().getItemByFullName(jobOf(build), Job.class);
        String number = build.substring(build.lastIndexOf('#') + 1);
        return job == null
                ? Optional.empty()
                : Optional.of(new BuildLink(job.getFullDisplayName() + " #" + number, job.getUrl() + number + "/"));
    }

    private static String jobOf(String build) {
        return build.substring(0, build.lastIndexOf('#'));
    }

    private Place place(String job) {
        return places.computeIfAbsent(job, Visible::look);
    }

    private static Place look(String name) {
        try {
            Job<?, ?> job = Jenkins.get().getItemByFullName(name, Job.class);
            if (job != null) {
                return job.hasPermission(RolloutPermissions.VIEW) ? Place.OPEN : Place.CLOSED;
            }
        } catch (AccessDeniedException e) {
            return Place.CLOSED;
        }
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            return Jenkins.get().getItemByFullName(name, Job.class) == null ? Place.GONE : Place.CLOSED;
        }
    }
}
