package io.jenkins.plugins.rollout.source;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Asks the query API of a Prometheus; all questions together have the time that a check may take. */
final class PrometheusApi {
    /** The network and the one second that a date is exact to make as much by themselves. */
    private static final Duration USUAL_SKEW = Duration.ofSeconds(5);

    private final String base;
    private final String credentials;
    private final Duration timeout;
    private final Laboratory laboratory;
    private final long deadline;
    private Duration skew = Duration.ZERO;

    PrometheusApi(String base, Duration timeout, String credentials, Laboratory laboratory) {
        this.base = base;
        this.credentials = credentials;
        this.timeout = timeout;
        this.laboratory = laboratory;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** At the moment, by the clock of the server. */
    PrometheusAnswer query(String query) throws ApiException, InterruptedException {
        return ask("/api/v1/query", Map.of("query", query));
    }

    /** @param time in seconds of the epoch */
    PrometheusAnswer query(String query, double time) throws ApiException, InterruptedException {
        return ask("/api/v1/query", Map.of("query", query, "time", text(time)));
    }

    PrometheusAnswer range(String query, double start, double end, Duration step)
            throws ApiException, InterruptedException {
        return ask(
                "/api/v1/query_range",
                Map.of(
                        "query", query,
                        "start", text(start),
                        "end", text(end),
                        "step", text(step.toMillis() / 1e3)));
    }

    /** What time it is there, in seconds of the epoch: that by which it dates what it scrapes. */
    double now() throws ApiException, InterruptedException {
        return query("time()").points("time()").get(0).time();
    }

    /** What to say of the two clocks where nothing was found; empty if they agree. */
    String skew() {
        return skew.abs().compareTo(USUAL_SKEW) <= 0
                ? ""
                : "; its clock is " + skew.abs().toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead of")
                        + " the one here";
    }

    private PrometheusAnswer ask(String path, Map<String, String> fields) throws ApiException, InterruptedException {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        if (left.isNegative() || left.isZero()) {
            throw new ApiException("no complete answer within " + timeout.toMillis() + " ms");
        }
        Map<String, String> form = new LinkedHashMap<>(fields);
        form.put("timeout", Math.max(1, left.toMillis()) + "ms");
        return ApiRequest.post(base + path, form, left, credentials).ask(laboratory, this::read);
    }

    private PrometheusAnswer read(ApiAnswer answer) throws IOException {
        answer.headers()
                .firstValue("Date")
                .flatMap(PrometheusApi::date)
                .ifPresent(there -> skew = Duration.between(laboratory.clock().instant(), there));
        return PrometheusParser.parse(answer);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String text(double seconds) {
        return BigDecimal.valueOf(seconds).setScale(3, RoundingMode.HALF_UP).toPlainString();
    }
}
