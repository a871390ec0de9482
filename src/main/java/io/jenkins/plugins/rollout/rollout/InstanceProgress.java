package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.Placement;
import java.time.Instant;
import java.util.Optional;

/** Where one instance stands, as people see it. */
public final class InstanceProgress {
    private final Placement placement;
    private final int wave;
    private InstanceState state = InstanceState.PENDING;
    private String version;
    private boolean versionCertain = true;
    private String reason;
    private Instant startedAt;
    private Instant finishedAt;
    private long changed;

    InstanceProgress(Placement placement, int wave) {
        this.placement = placement;
        this.wave = wave;
        this.version = placement.previous().version();
        this.reason = "";
    }

    void move(InstanceState next, String why, long sequence) {
        state = next;
        reason = why;
        changed = sequence;
    }

    void start(Instant at) {
        if (startedAt == null) {
            startedAt = at;
        }
        finishedAt = null;
        versionCertain = false;
    }

    void finish(Instant at) {
        finishedAt = at;
    }

    void runs(String newVersion) {
        version = newVersion;
        versionCertain = true;
    }

    /** As the plan placed it first. */
    public Placement placement() {
        return placement;
    }

    public String name() {
        return placement.name();
    }

    /** The number of the wave that the plan placed it in. */
    public int wave() {
        return wave;
    }

    public InstanceState state() {
        return state;
    }

    /** The version that it runs now, as far as is known; empty if nothing is on record. */
    public String version() {
        return version;
    }

    /** Whether nothing was begun there that is not known to have succeeded: otherwise, who knows what runs there. */
    public boolean isVersionCertain() {
        return versionCertain;
    }

    /** Why it is in its state, one phrase; for one that went back, what it went back from. Empty when all is well. */
    public String reason() {
        return reason;
    }

    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    public Optional<Instant> finishedAt() {
        return Optional.ofNullable(finishedAt);
    }

    /** The sequence number of the event that changed it last; 0 if none has. */
    public long changed() {
        return changed;
    }
}
