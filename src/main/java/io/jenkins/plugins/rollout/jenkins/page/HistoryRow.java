package io.jenkins.plugins.rollout.jenkins.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A rollout in a job's history. */
public final class HistoryRow {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final Run<?, ?> build;
    private final String id;
    private final String release;
    private final String action;
    private final String state;
    private final double blastRadius;
    private final Optional<Instant> began;
    private final Duration took;

    HistoryRow(
            Run<?, ?> build,
            String id,
            String release,
            String action,
            String state,
            double blastRadius,
            Optional<Instant> began,
            Duration took) {
        this.build = build;
        this.id = id;
        this.release = release;
        this.action = action;
        this.state = state;
        this.blastRadius = blastRadius;
        this.began = began;
        this.took = took;
    }

    public Run<?, ?> getBuild() {
        return build;
    }

    public String getId() {
        return id;
    }

    public String getRelease() {
        return release;
    }

    public boolean isRollback() {
        return "rollback".equals(action);
    }

    public String getState() {
        return state;
    }

    public String getStateWord() {
        return state.replace('-', ' ');
    }

    public String getTone() {
        return Tone.of(state);
    }

    double blastRadius() {
        return blastRadius;
    }

    public String getBlastRadius() {
        return blastRadius == 0 ? "none" : Words.percent(blastRadius);
    }

    @CheckForNull
    public Instant getBegan() {
        return began.orElse(null);
    }

    /** By the server's clock, to the minute. */
    public String getBeganText() {
        return began.map(at -> MINUTE.withZone(ZoneId.systemDefault()).format(at))
                .orElse("");
    }

    Duration took() {
        return took;
    }

    public String getTook() {
        return began.isPresent() ? Words.duration(took) : "";
    }

    /** Who started it, or what. */
    public String getWho() {
        Cause.UserIdCause user = build.getCause(Cause.UserIdCause.class);
        if (user != null) {
            return user.getUserName();
        }
        CauseAction causes = build.getAction(CauseAction.class);
        return causes == null || causes.getCauses().isEmpty()
                ? ""
                : causes.getCauses().get(0).getShortDescription();
    }
}
