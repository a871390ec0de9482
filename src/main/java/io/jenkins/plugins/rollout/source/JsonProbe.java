package io.jenkins.plugins.rollout.source;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks a {@link JsonSource} once. */
final class JsonProbe {
    private final JsonSource check;
    private final Subject subject;
    private final Laboratory laboratory;

    JsonProbe(JsonSource check, Subject subject, Laboratory laboratory) {
        this.check = check;
        this.subject = subject;
        this.laboratory = laboratory;
    }

    Reading read() throws InterruptedException {
        Instant at = laboratory.clock().instant();
        long start = System.nanoTime();
        try {
            Map<String, Double> numbers = ApiRequest.get(address(), check.timeout(), check.credentials())
                    .ask(laboratory, this::numbers);
            return reading(numbers, at, since(start));
        } catch (ApiException | MissingLabelException e) {
            return Reading.error(e.getMessage(), at, since(start));
        }
    }

    private String address() {
        String filled = Placeholders.fillAddress(check.url().strip(), subject);
        if (!check.isBelowInstance()) {
            return filled;
        }
        String base = subject.url();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + filled;
    }

    private Map<String, Double> numbers(ApiAnswer answer) throws IOException {
        answer.requireOk();
        Set<String> pointers = new LinkedHashSet<>(List.of(check.pointer()));
        if (check.hasTotal()) {
            pointers.add(check.total());
        }
        try (JsonParser json = AnswerJson.parse(answer)) {
            return new JsonNumbers(json, pointers, answer::quote).read();
        }
    }

    private Reading reading(Map<String, Double> numbers, Instant at, Duration took) {
        double value = numbers.get(check.pointer());
        if (check.hasTotal()) {
            double total = numbers.get(check.total());
            return Reading.numbers(
                    Digits.of(value) + " of " + Digits.of(total) + " so far",
                    at,
                    took,
                    List.of(new Sample(value, total)));
        }
        if (check.counter()) {
            double seconds = at.toEpochMilli() / 1e3;
            return Reading.numbers(Digits.of(value) + " so far", at, took, List.of(new Sample(value, seconds)));
        }
        return Reading.numbers("is " + Digits.of(value), at, took, List.of(Sample.of(value)));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
