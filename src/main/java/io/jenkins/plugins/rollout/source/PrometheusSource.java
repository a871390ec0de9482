package io.jenkins.plugins.rollout.source;

import java.time.Duration;

/**
 * Asks a Prometheus, or what speaks its API, for one number or the numbers of a time span.
 *
 * <p>With a total, or as a counter, it gives running totals; a query that gives no series while its total does, has had no events
 * yet.
 *
 * @param url below which the API is; empty for the {@linkplain Addresses usual} one
 * @param query PromQL that gives one series
 * @param total PromQL of how many requests the events of the query are a part of; empty if it is not a part of anything
 * @param counter whether the query gives a running total, by itself
 * @param range how far back all numbers are asked for; zero for just the one of the moment
 * @param step between the numbers of a range
 * @param credentials the id of what is sent as {@code Authorization}; empty for nothing
 */
public record PrometheusSource(
        String url,
        String query,
        String total,
        boolean counter,
        Duration range,
        Duration step,
        Duration timeout,
        String credentials)
        implements Source {
    static final String KIND = "prometheus";
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    /** That a Prometheus gives at once. */
    static final int MOST_POINTS = 11_000;

    private static final int LONGEST_NAME = 60;

    /** An instant query of values. */
    public static PrometheusSource of(String url, String query) {
        return new PrometheusSource(url, query, "", false, Duration.ZERO, Duration.ZERO, DEFAULT_TIMEOUT, "");
    }

    @Override
    public String name() {
        String line = query.strip().replaceAll("\\s+", " ");
        return KIND + " " + (line.length() > LONGEST_NAME ? line.substring(0, LONGEST_NAME) + "…" : line);
    }

    boolean hasTotal() {
        return !total.isEmpty();
    }

    boolean isRange() {
        return !range.isZero();
    }

    /** How many numbers a range has at most. */
    int points() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, range.toMillis() / Math.max(1, step.toMillis())));
    }

    @Override
    public boolean needsUrl() {
        return false;
    }

    /** What was scraped before says nothing of what runs now. */
    @Override
    public boolean provesVersion() {
        return false;
    }

    @Override
    public String usualServer() {
        return url.isEmpty() ? KIND : "";
    }

    @Override
    public String credentialsId() {
        return credentials;
    }

    @Override
    public boolean countsByTime() {
        return counter && !hasTotal();
    }

    @Override
    public Answers answers() {
        return hasTotal() || counter ? Answers.COUNTERS : Answers.NUMBERS;
    }

    @Override
    public Duration window() {
        return range;
    }

    @Override
    public boolean remembers() {
        return true;
    }

    @Override
    public Reading read(Inquiry inquiry, Laboratory laboratory) throws InterruptedException {
        return new PrometheusProbe(this, inquiry, laboratory).read();
    }
}
