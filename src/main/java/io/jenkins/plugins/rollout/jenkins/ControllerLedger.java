package io.jenkins.plugins.rollout.jenkins;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenkins.model.Jenkins;

/** The ledger of this controller: {@code rollout-matrix/ledger.db} in Jenkins' home. Opened when it is first needed. */
@Extension
public final class ControllerLedger {
    /** What must have ended before the ledger is closed with Jenkins. */
    public static final String UNUSED = "rollout ledger unused";

    @CheckForNull
    private Ledger ledger;

    public static ControllerLedger get() {
        return ExtensionList.lookupSingleton(ControllerLedger.class);
    }

    /** Where everything of this plugin lies that is not part of a build. */
    public static Path folder() {
        return Jenkins.get().getRootDir().toPath().resolve("rollout-matrix");
    }

    /** Whether there has ever been a rollout here. */
    public static boolean exists() {
        return Files.exists(file());
    }

    private static Path file() {
        return folder().resolve("ledger.db");
    }

    /** @throws LedgerException if it can't be opened */
    public synchronized Ledger ledger() {
        if (ledger == null) {
            try {
                Files.createDirectories(folder());
            } catch (IOException e) {
                throw new LedgerException("the folder " + folder() + " can't be made: " + e.getMessage(), e);
            }
            ledger = Ledger.open(file());
        }
        return ledger;
    }

    private synchronized void close() {
        if (ledger != null) {
            ledger.close();
            ledger = null;
        }
    }

    /** Closes it with Jenkins, when no pipeline runs any more and no rollout is driven. */
    @Terminator(requires = UNUSED)
    public static void closeAtTheEnd() {
        get().close();
    }
}
