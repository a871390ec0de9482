package io.jenkins.plugins.rollout.jenkins;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;

/** Who may do what with rollouts: a group of its own among Jenkins' permissions. */
public final class RolloutPermissions {
    private static final Logger LOGGER = Logger.getLogger(RolloutPermissions.class.getName());

    public static final PermissionGroup GROUP = new PermissionGroup(RolloutPermissions.class, text("group"));

    /** See the rollouts of a job. Whoever may read the job may, unless an administrator decides otherwise. */
    public static final Permission VIEW =
            new Permission(GROUP, "View", text("view"), Item.READ, true, new PermissionScope[] {
                PermissionScope.ITEM, PermissionScope.RUN
            });

    /** Answer a rollout that waits for a person. */
    public static final Permission APPROVE =
            new Permission(GROUP, "Approve", text("approve"), Jenkins.ADMINISTER, true, new PermissionScope[] {
                PermissionScope.ITEM, PermissionScope.RUN
            });

    /** Start a rollback, or the deployment of an earlier release, from a build's page. */
    public static final Permission ROLL_BACK =
            new Permission(GROUP, "RollBack", text("rollBack"), Jenkins.ADMINISTER, true, new PermissionScope[] {
                PermissionScope.ITEM, PermissionScope.RUN
            });

    /** Change the topology. */
    public static final Permission CONFIGURE =
            new Permission(GROUP, "Configure", text("configure"), Jenkins.ADMINISTER, true, new PermissionScope[] {
                PermissionScope.JENKINS
            });

    private RolloutPermissions() {}

    private static Localizable text(String key) {
        return new Localizable(ResourceBundleHolder.get(RolloutPermissions.class), key);
    }

    /** Whether the current user may see the rollouts of a build. */
    public static boolean maySee(Run<?, ?> build) {
        return build.getParent().hasPermission(Item.READ) && build.hasPermission(VIEW);
    }

    /**
     * Makes them known when Jenkins starts. A permission exists for Jenkins only once its class is initialized, and
     * authorization strategies are read, and offer permissions, before anybody has asked for a rollout.
     */
    @Extension
    public static final class AtTheStart extends ItemListener {
        private static final PermissionGroup KNOWN = GROUP;

        @Override
        public void onLoaded() {
            LOGGER.fine(() -> KNOWN.size() + " permissions are known");
        }
    }
}
