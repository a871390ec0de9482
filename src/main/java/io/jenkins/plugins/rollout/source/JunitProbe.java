package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.source.Reading.Outcome;
import io.jenkins.plugins.rollout.source.ReportFiles.Stamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a {@link JunitSource} once. */
final class JunitProbe {
    /** Of all reports of one instance. */
    private static final long MOST_BYTES = 256L << 20;

    private final JunitSource check;
    private final Subject subject;
    private final Laboratory laboratory;

    JunitProbe(JunitSource check, Subject subject, Laboratory laboratory) {
        this.check = check;
        this.subject = subject;
        this.laboratory = laboratory;
    }

    Reading read() throws InterruptedException {
        Instant at = laboratory.clock().instant();
        try {
            ReportFiles files = ReportFiles.of(check.reports(), subject, laboratory.folder());
            Map<Path, Stamp> before = files.list();
            Optional<CommandRun> run = check.runs()
                    ? Optional.of(CommandRun.of(check.run(), check.timeout(), subject, laboratory))
                    : Optional.empty();
            Map<Path, Stamp> now = files.list();
            List<Path> fresh = now.keySet().stream()
                    .filter(file -> check.runs() ? !now.get(file).equals(before.get(file)) : isYoung(now.get(file), at))
                    .toList();
            return reading(at, run, files, now, fresh);
        } catch (IOException | MissingLabelException e) {
            return error(at, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private boolean isYoung(Stamp stamp, Instant at) {
        return !stamp.modified().toInstant().isBefore(at.minus(check.timeout()));
    }

    private Reading reading(
            Instant at, Optional<CommandRun> run, ReportFiles files, Map<Path, Stamp> now, List<Path> fresh) {
        String ended = run.map(one -> one.describe() + "; ").orElse("");
        if (fresh.isEmpty()) {
            return error(at, ended + none(files.glob(), now.size()));
        }
        long bytes = fresh.stream().mapToLong(file -> now.get(file).size()).sum();
        if (bytes > MOST_BYTES) {
            return error(at, ended + "its reports have " + (bytes >> 20) + " MiB, more than is read");
        }
        JunitTally tally = new JunitTally();
        String unreadable = "";
        for (Path report : fresh) {
            String why = read(report, tally);
            unreadable = unreadable.isEmpty() ? why : unreadable;
        }
        if (tally.failed() > 0) {
            return reading(at, Outcome.FAIL, tally.describe(), tally);
        }
        if (!unreadable.isEmpty()) {
            return error(at, ended + unreadable);
        }
        boolean hasCrashed = run.isPresent() && !run.get().result().isSuccess();
        if (hasCrashed || tally.run() == 0) {
            return error(at, ended + (hasCrashed && tally.run() > 0 ? "and yet " : "") + tally.describe());
        }
        return reading(at, Outcome.PASS, tally.describe(), tally);
    }

    private String none(String glob, int all) {
        if (all == 0) {
            return "no report was written: there is no file " + glob;
        }
        String files = (all == 1 ? "the file" : "all " + all + " files") + " at " + glob;
        return "no report was written: " + files
                + (check.runs()
                        ? " had been there before"
                        : " had been written more than " + check.timeout().toSeconds() + " s ago");
    }

    /** @return why it could not be read; empty if it could */
    private String read(Path report, JunitTally tally) {
        try (InputStream in = Files.newInputStream(report, LinkOption.NOFOLLOW_LINKS)) {
            JunitReport.read(new BoundedInputStream(in, MOST_BYTES), tally);
            return "";
        } catch (ApiException e) {
            return "the report " + report.getFileName() + " is longer than " + (MOST_BYTES >> 20) + " MiB";
        } catch (IOException e) {
            return "the report " + report.getFileName() + " can't be read: " + e.getMessage();
        }
    }

    private Reading reading(Instant at, Outcome outcome, String detail, JunitTally tally) {
        Sample share = Sample.of((double) tally.failed() / tally.run());
        return new Reading(outcome, detail, at, since(at), List.of(share));
    }

    private Reading error(Instant at, String detail) {
        return Reading.error(detail, at, since(at));
    }

    private Duration since(Instant at) {
        return Duration.between(at, laboratory.clock().instant());
    }
}
