package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Inquiry;
import io.jenkins.plugins.rollout.source.Laboratory;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Sample;
import io.jenkins.plugins.rollout.source.Source;
import io.jenkins.plugins.rollout.source.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Instances whose numbers follow from their name and the time, and a time that passes when somebody sleeps. */
final class Metrics implements Pace, Sampler {
    static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    /** How long the new release ran before it is measured. */
    static final Duration RUNNING = Duration.ofSeconds(30);

    private final Map<String, BiFunction<String, Instant, Reading>> sources = new HashMap<>();
    private final List<Inquiry> asked = new ArrayList<>();
    private Instant now = BEGIN;

    /** Answers with numbers when it is asked about an instance and a time. */
    Source source(String name, Source.Answers answers, boolean remembers, BiFunction<String, Instant, Sample> number) {
        sources.put(name, (instance, at) -> {
            Sample sample = number.apply(instance, at);
            return sample == null
                    ? Reading.error("no series", at, Duration.ZERO)
                    : Reading.numbers("", at, Duration.ZERO, List.of(sample));
        });
        return new Named(name, answers, remembers);
    }

    /** Counters of which only the total is there. */
    Source absent(String name, BiFunction<String, Instant, Sample> number) {
        sources.put(name, (instance, at) -> Reading.absent("", at, Duration.ZERO, List.of(number.apply(instance, at))));
        return new Named(name, Source.Answers.COUNTERS, true);
    }

    record Named(String name, Answers answers, boolean remembers) implements Source {
        @Override
        public boolean needsUrl() {
            return false;
        }

        @Override
        public boolean provesVersion() {
            return false;
        }

        @Override
        public Reading read(Inquiry inquiry, Laboratory laboratory) {
            throw new UnsupportedOperationException("it is asked by its sampler");
        }
    }

    @Override
    public synchronized List<Reading> sample(List<Inquiry> inquiries) {
        asked.addAll(inquiries);
        return inquiries.stream()
                .map(inquiry -> sources.get(inquiry.source().name())
                        .apply(inquiry.subject().instance(), now.minus(inquiry.ago())))
                .toList();
    }

    List<Inquiry> asked() {
        return asked;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanoTime() {
        return Duration.between(BEGIN, now).toNanos();
    }

    @Override
    public void sleep(Duration time) {
        now = now.plus(time);
    }

    static Candidate candidate(String name) {
        return new Candidate(subject(name), BEGIN.minus(RUNNING));
    }

    static Subject subject(String name) {
        return new Subject(name, "", "4.2.0", Map.of(), Map.of());
    }
}
