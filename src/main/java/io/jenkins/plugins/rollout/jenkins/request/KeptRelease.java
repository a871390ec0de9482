package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.BuildBadgeAction;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;

/** Says on a build, and in its job's history, that it is kept for its release, and why. */
public final class KeptRelease extends InvisibleAction implements BuildBadgeAction {
    private final String reason;
    private final boolean isKeptByUs;

    private KeptRelease(String reason, boolean isKeptByUs) {
        this.reason = reason;
        this.isKeptByUs = isKeptByUs;
    }

    /** Such as {@code acme-production and 3 more run its release; 2 could go back to it}. */
    public String getReason() {
        return reason;
    }

    /** Keeps a build, and says why. Changes nothing where that is so already. */
    static void keep(Run<?, ?> build, String reason) throws IOException {
        synchronized (build) {
            KeptRelease before = build.getAction(KeptRelease.class);
            boolean isByUs = before != null && before.isKeptByUs || !build.isKeepLog();
            if (before == null || !before.reason.equals(reason) || before.isKeptByUs != isByUs) {
                build.replaceAction(new KeptRelease(reason, isByUs));
                build.save();
            }
            if (!build.isKeepLog()) {
                build.keepLog(true);
            }
        }
    }

    /** Lets a build go, unless a person keeps it. */
    static void letGo(Run<?, ?> build) throws IOException {
        synchronized (build) {
            KeptRelease before = build.getAction(KeptRelease.class);
            if (before == null) {
                return;
            }
            build.removeAction(before);
            if (before.isKeptByUs) {
                build.keepLog(false);
            } else {
                build.save();
            }
        }
    }
}
