package io.jenkins.plugins.rollout.demo;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a running release counts: customers' requests by their answers, and how long they took. A release that is loaded
 * counts from zero, as a process that was started again does.
 */
final class RequestMetrics {
    /** Upper bounds in seconds; what took longer is in the last bucket alone, which has none. */
    private static final double[] BOUNDS = {0.05, 0.1, 0.2, 0.4, 0.8, 1.6};

    private static final String REQUESTS = "billing_requests_total";
    private static final String DURATION = "billing_request_duration_seconds";
    private static final String BUILD = "billing_build_info";

    private final String version;
    private final Map<Integer, Long> byCode = new TreeMap<>();
    private final long[] byBucket = new long[BOUNDS.length + 1];
    private long nanos;

    RequestMetrics(String version) {
        this.version = version;
        // Known answers are there from the start: a series that appears with its first error would hide that one.
        byCode.put(200, 0L);
        byCode.put(503, 0L);
    }

    synchronized void count(int code, Duration took) {
        byCode.merge(code, 1L, Long::sum);
        nanos += took.toNanos();
        int bucket = 0;
        while (bucket < BOUNDS.length && took.toNanos() > BOUNDS[bucket] * 1e9) {
            bucket++;
        }
        byBucket[bucket]++;
    }

    /** All of them at one moment. */
    synchronized String text() {
        MetricsText text = new MetricsText();
        text.metric(REQUESTS, "counter", "Requests for invoices, by the status code of the answer.");
        byCode.forEach((code, count) -> text.sample(REQUESTS, count, "code", String.valueOf(code)));
        text.metric(DURATION, "histogram", "How long requests for invoices took, in seconds.");
        long count = 0;
        for (int i = 0; i < byBucket.length; i++) {
            count += byBucket[i];
            double bound = i < BOUNDS.length ? BOUNDS[i] : Double.POSITIVE_INFINITY;
            text.sample(DURATION + "_bucket", count, "le", MetricsText.number(bound));
        }
        text.sample(DURATION + "_sum", nanos / 1e9).sample(DURATION + "_count", count);
        text.metric(BUILD, "gauge", "Which version runs.").sample(BUILD, 1, "version", version);
        return text.toString();
    }
}
