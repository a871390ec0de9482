package io.jenkins.plugins.rollout.jenkins.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.web.LedgerViews;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The documents that pages show: from the ledger, or from a build's snapshot where the ledger has none. Whoever asks has
 * made sure that the rollout is the build's and that the user may see it.
 */
@Extension
public final class Documents {
    private static final Logger LOGGER = Logger.getLogger(Documents.class.getName());

    @CheckForNull
    private Ledger ledger;

    @CheckForNull
    private LedgerViews views;

    static Documents get() {
        return ExtensionList.lookupSingleton(Documents.class);
    }

    /** The views of the ledger as it is open now; they remember what they have folded. */
    private synchronized LedgerViews views() {
        Ledger current = ControllerLedger.get().ledger();
        if (views == null || ledger != current) {
            ledger = current;
            views = new LedgerViews(current);
        }
        return views;
    }

    /**
     * A rollout as its page reads it.
     *
     * @param since a cursor of an earlier answer
     * @return with {@code "snapshot": true} where the ledger has lost it; nothing if the build has no snapshot either
     */
    Optional<ObjectNode> status(Run<?, ?> build, String rollout, OptionalLong since) {
        Optional<ObjectNode> recorded = recorded(rollout, since);
        return recorded.isPresent()
                ? recorded
                : Snapshots.read(build, rollout).map(document -> snapshot(document, since));
    }

    Optional<ObjectNode> whole(Run<?, ?> build, String rollout) {
        return status(build, rollout, OptionalLong.empty());
    }

    private Optional<ObjectNode> recorded(String rollout, OptionalLong since) {
        try {
            return views().status(rollout, since);
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, e, () -> "the ledger can't tell of rollout " + rollout);
            return Optional.empty();
        }
    }

    private static ObjectNode snapshot(ObjectNode document, OptionalLong since) {
        document.put("snapshot", true);
        if (since.isPresent() && since.getAsLong() == document.path("cursor").asLong()) {
            document.put("since", since.getAsLong());
            for (String list : new String[] {"instances", "waves", "verdicts"}) {
                document.putArray(list);
            }
            document.remove("environments");
            document.remove("customers");
        }
        return document;
    }

    /**
     * An instance's story, with the logs of its branches in the build's pipeline.
     *
     * @return nothing if only the snapshot knows the rollout, or the instance is not in it
     */
    Optional<ObjectNode> story(Run<?, ?> build, String rollout, String instance) {
        try {
            return views().story(rollout, instance, (known, logs) -> {
                for (BranchIndex.Branch branch : BranchLogs.of(build, rollout, instance)) {
                    String action = known.wave(branch.wave())
                            .map(wave -> wave.action().word())
                            .orElse("deploy");
                    logs.add(BranchLogs.document(branch, action));
                }
            });
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, e, () -> "the ledger can't tell of rollout " + rollout);
            return Optional.empty();
        }
    }

    /** Reads something of a rollout in the ledger; nothing if it is not there. */
    <T> Optional<T> read(String rollout, Function<Rollout, T> reader) {
        try {
            return views().read(rollout, reader);
        } catch (LedgerException e) {
            LOGGER.log(Level.WARNING, e, () -> "the ledger can't tell of rollout " + rollout);
            return Optional.empty();
        }
    }
}
