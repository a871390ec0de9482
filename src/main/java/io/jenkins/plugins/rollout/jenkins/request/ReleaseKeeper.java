package io.jenkins.plugins.rollout.jenkins.request;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.model.PeriodicWork;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.ItemListener;
import hudson.model.listeners.RunListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutListener;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.Timer;

/**
 * Keeps builds from log rotation while an instance runs their release or could go back to it, and lets them go after. Looks
 * at everything each time, so that it makes up for whatever it missed.
 */
@Extension
public final class ReleaseKeeper {
    private static final Logger LOGGER = Logger.getLogger(ReleaseKeeper.class.getName());
    private static final long SECONDS_BETWEEN = 1;

    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private final KeptBuilds kept = new KeptBuilds();

    public static ReleaseKeeper get() {
        return ExtensionList.lookupSingleton(ReleaseKeeper.class);
    }

    /** Looks soon, in the background; once, however often it is told in the meantime. */
    void lookSoon() {
        if (isScheduled.compareAndSet(false, true)) {
            Timer.get().schedule(this::lookQuietly, SECONDS_BETWEEN, TimeUnit.SECONDS);
        }
    }

    private void lookQuietly() {
        isScheduled.set(false);
        try {
            look();
        } catch (IOException | RuntimeException e) {
            LOGGER.log(Level.WARNING, "can't say which builds' releases are still needed; builds stay as they are", e);
        }
    }

    /** Keeps what is needed now, and lets go what isn't. */
    synchronized void look() throws IOException {
        Map<Run<?, ?>, String> needed = new Needs().byBuild();
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            Set<String> now = new LinkedHashSet<>();
            needed.keySet().forEach(build -> now.add(build.getExternalizableId()));
            Set<String> before = kept.read();
            // Written down first: what is kept is never forgotten, whenever Jenkins stops.
            kept.add(now);
            for (Map.Entry<Run<?, ?>, String> need : needed.entrySet()) {
                KeptRelease.keep(need.getKey(), need.getValue());
            }
            for (String id : before) {
                Run<?, ?> build = now.contains(id) ? null : Run.fromExternalizableId(id);
                if (build != null) {
                    KeptRelease.letGo(build);
                }
            }
            kept.replace(now);
        }
    }

    @Initializer(after = InitMilestone.JOB_CONFIG_ADAPTED)
    public static void lookAtTheStart() {
        get().lookSoon();
    }

    /** Something happened to an instance. */
    @Extension
    public static final class Changes implements RolloutListener {
        @Override
        public void changed(Run<?, ?> build, Rollout rollout) {
            get().lookSoon();
        }
    }

    /** Before the builds of a job are rotated, which is when one of them has ended, nothing may be open. */
    @Extension(ordinal = -100)
    public static final class Ends extends RunListener<Run<?, ?>> {
        @Override
        public void onCompleted(Run<?, ?> build, TaskListener listener) {
            if (!RolloutAction.of(build).isEmpty()) {
                get().lookQuietly();
            }
        }
    }

    /** What nobody tells: instances that have left the topology, requests that were taken out of the queue. */
    @Extension
    public static final class NowAndThen extends PeriodicWork {
        @Override
        public long getRecurrencePeriod() {
            return 10 * MIN;
        }

        @Override
        protected void doRun() {
            get().lookSoon();
        }
    }

    @Extension
    public static final class Jobs extends ItemListener {
        @Override
        public void onLocationChanged(Item item, String oldFullName, String newFullName) {
            get().kept.renamed(oldFullName, newFullName);
        }
    }
}
