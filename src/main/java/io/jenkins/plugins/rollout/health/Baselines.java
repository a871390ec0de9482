package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Inquiry;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Sample;
import io.jenkins.plugins.rollout.source.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What an instance is compared with at one time. */
final class Baselines {
    /** More instances on the old release than this are not asked: they would hardly make the judge quicker. */
    static final int MOST_PEERS = 20;

    private static final Duration WEEK = Duration.ofDays(7);

    private Baselines() {}

    /** A question about a baseline, and which stream its answer belongs to. */
    record Question(String stream, boolean shared, boolean backwards, Inquiry inquiry) {
        BaselineReading with(Reading answer) {
            return new BaselineReading(stream, shared, backwards, answer);
        }
    }

    /**
     * The questions of the first baseline of which there is something; none if there is none.
     *
     * @param oldRelease instances that still run it
     * @param began when measuring began
     */
    static List<Question> questions(
            Check check, Candidate candidate, List<Subject> oldRelease, Instant began, Instant now) {
        for (Baseline baseline : list(check)) {
            if (baseline == Baseline.OLD_RELEASE && !oldRelease.isEmpty()) {
                return oldRelease.stream()
                        .limit(MOST_PEERS)
                        .map(peer -> new Question(peer.instance(), true, false, Inquiry.now(check.source(), peer)))
                        .toList();
            }
            if (baseline.isPast() && check.source().remembers()) {
                return List.of(past(baseline, check, candidate, began, now));
            }
        }
        return List.of();
    }

    private static List<Baseline> list(Check check) {
        if (check.criterion() instanceof Criterion.Sequential sequential) {
            return sequential.baselines();
        }
        return check.criterion() instanceof Criterion.FixedWindow window ? window.baselines() : List.of();
    }

    /**
     * The time before a deployment is gone through backwards: as long after it as the new release is looked at, so long
     * before it the old one. So it never runs out.
     */
    private static Question past(Baseline baseline, Check check, Candidate candidate, Instant began, Instant now) {
        if (baseline == Baseline.LAST_WEEK) {
            return new Question(baseline.word(), false, false, new Inquiry(check.source(), candidate.subject(), WEEK));
        }
        Duration measured = Duration.between(began, now);
        Instant then = candidate.begun().minus(measured);
        return new Question(
                baseline.word(),
                false,
                true,
                new Inquiry(check.source(), candidate.subject(), Duration.between(then, now)));
    }

    /**
     * All samples that were read, by their stream.
     *
     * @throws IllegalArgumentException with the reason if there is nothing that could be read
     */
    static Map<String, List<Sample>> samples(Trial trial, List<BaselineReading> readings) {
        if (readings.isEmpty()) {
            throw new IllegalArgumentException(none(trial.check()));
        }
        Map<String, List<Sample>> samples = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        for (BaselineReading one : readings) {
            if (one.reading().outcome() == Reading.Outcome.ERROR) {
                errors.add(one.reading().detail());
                continue;
            }
            try {
                samples.put(one.stream(), trial.samples(one.reading(), one.stream(), one.backwards()));
            } catch (IllegalArgumentException e) {
                errors.add(e.getMessage());
            }
        }
        if (errors.size() == readings.size()) {
            throw new IllegalArgumentException("the baseline could not be measured: " + errors.get(0));
        }
        return samples;
    }

    static List<Sample> all(Map<String, List<Sample>> samples) {
        return samples.values().stream().flatMap(List::stream).toList();
    }

    private static String none(Check check) {
        List<Baseline> wanted = list(check);
        boolean past = wanted.stream().anyMatch(Baseline::isPast);
        return "there is no baseline: no instance of the environment still runs the old release"
                + (past ? ", and this source does not know the past" : "");
    }
}
