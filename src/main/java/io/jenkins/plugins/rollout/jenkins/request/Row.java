package io.jenkins.plugins.rollout.jenkins.request;

import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Release;
import java.util.Optional;

/**
 * An instance in a form, with what it runs and what it would get. Read by Jelly, hence public.
 *
 * @param now what is on record for it
 * @param target that it would get
 * @param isPreselected whether it is what a person most likely wants
 * @param hindrance why it can't be chosen, a phrase; empty if it can
 * @param note what to know of it, a phrase; may be empty
 * @param other the build that the hindrance or the note is about
 */
public record Row(
        String instance,
        String customer,
        String environment,
        Optional<Installation> now,
        Release target,
        boolean isPreselected,
        String hindrance,
        String note,
        Optional<BuildLink> other) {
    static final String NOT_IN_TOPOLOGY = "no longer in the topology";
    static final String NOTHING_BEFORE = "no earlier release on record";

    public boolean isSelectable() {
        return hindrance.isEmpty();
    }

    Release current() {
        return now.map(Installation::release).orElse(Release.NONE);
    }

    /** Empty if nothing is on record. */
    public String currentVersion() {
        return current().version();
    }

    public String targetVersion() {
        return target.version();
    }

    /** {@code healthy} and so on; empty if nothing is on record. */
    public String condition() {
        return now.map(there -> there.condition().word()).orElse("");
    }

    /** Milliseconds since 1970; 0 if nothing is on record. */
    public long since() {
        return now.map(there -> there.since().toEpochMilli()).orElse(0L);
    }

    /** What is said of it: the hindrance, or else the note. */
    public String remark() {
        return hindrance.isEmpty() ? note : hindrance;
    }

    public BuildLink link() {
        return other.orElse(null);
    }

    /** What the filter looks at, in lower case. */
    public String searched() {
        return String.join(
                        " ", instance, customer, environment, currentVersion(), targetVersion(), condition(), remark())
                .toLowerCase(java.util.Locale.ROOT);
    }

    Row heldBy(Optional<BuildLink> holder) {
        return new Row(
                instance,
                customer,
                environment,
                now,
                target,
                false,
                "held by a rollout that has not ended",
                note,
                holder);
    }
}
