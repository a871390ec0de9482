package io.jenkins.plugins.rollout.jenkins.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.ledger.RolloutSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A part of a job's rollouts, the newest first: found by walking its builds, so that it is right after a rename. */
public final class JobHistory {
    /** As many as one reads. */
    private static final int ROLLOUTS = 25;

    /** Builds are read from the disk; a page waits for no more of them. */
    private static final int BUILDS = 500;

    private final List<HistoryRow> rows;
    private final boolean isNewest;
    private final int older;

    private JobHistory(List<HistoryRow> rows, boolean isNewest, int older) {
        this.rows = rows;
        this.isNewest = isNewest;
        this.older = older;
    }

    /** @param before the number of the first build that is not wanted any more */
    static JobHistory of(Job<?, ?> job, int before) {
        Map<String, RolloutSummary> known = summaries();
        List<HistoryRow> rows = new ArrayList<>();
        Run<?, ?> build = before == Integer.MAX_VALUE ? job.getLastBuild() : job.getNearestOldBuild(before - 1);
        int last = 0;
        for (int walked = 0; build != null && walked < BUILDS && rows.size() < ROLLOUTS; walked++) {
            List<String> rollouts = RolloutAction.of(build);
            for (int i = rollouts.size() - 1; i >= 0; i--) {
                rows.add(row(build, rollouts.get(i), known));
            }
            last = build.getNumber();
            build = build.getPreviousBuild();
        }
        return new JobHistory(rows, before == Integer.MAX_VALUE, build == null ? 0 : last);
    }

    private static Map<String, RolloutSummary> summaries() {
        try {
            return ControllerLedger.get().ledger().rollouts().stream()
                    .collect(Collectors.toMap(RolloutSummary::id, Function.identity()));
        } catch (LedgerException e) {
            // The builds' own snapshots tell the same.
            return Map.of();
        }
    }

    private static HistoryRow row(Run<?, ?> build, String id, Map<String, RolloutSummary> known) {
        RolloutSummary summary = known.get(id);
        if (summary != null) {
            return new HistoryRow(
                    build,
                    id,
                    summary.service() + " " + summary.version(),
                    summary.action(),
                    summary.state(),
                    summary.blastRadius(),
                    Optional.of(summary.startedAt()),
                    took(summary.startedAt(), summary.finishedAt().orElseGet(Instant::now)));
        }
        RolloutDocument document =
                Snapshots.read(build, id).map(RolloutDocument::new).orElseGet(() -> RolloutDocument.lost(id));
        Instant began = document.getBegan();
        Instant end = document.isFinished() ? Instant.parse(document.getFinishedAt()) : began;
        return new HistoryRow(
                build,
                id,
                document.getRelease(),
                document.getAction(),
                document.getState(),
                document.getBlastRadius(),
                Optional.ofNullable(began),
                began == null ? Duration.ZERO : took(began, end));
    }

    private static Duration took(Instant began, Instant end) {
        return Duration.between(began, end);
    }

    public List<HistoryRow> getRows() {
        return rows;
    }

    /** Whether it begins with the newest build. */
    public boolean isNewest() {
        return isNewest;
    }

    /** The number of the build before which the history goes on; 0 where it does not. */
    public int getOlder() {
        return older;
    }

    /** How far harm came and how long it took; null for a single rollout, which is no trend. */
    @CheckForNull
    public Trend getTrend() {
        return rows.size() < 2 ? null : new Trend(rows);
    }
}
