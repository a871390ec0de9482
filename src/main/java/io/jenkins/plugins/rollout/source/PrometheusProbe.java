package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.source.PrometheusAnswer.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks a {@link PrometheusSource} once. */
final class PrometheusProbe {
    private static final String QUERY = "the query";
    private static final String TOTAL = "the total";

    /** How often to ask for two numbers of the same scrapes. */
    private static final int MOST_TRIES = 4;

    private final PrometheusSource check;
    private final Inquiry inquiry;
    private final Laboratory laboratory;
    private String warnings = "";

    PrometheusProbe(PrometheusSource check, Inquiry inquiry, Laboratory laboratory) {
        this.check = check;
        this.inquiry = inquiry;
        this.laboratory = laboratory;
    }

    private record Found(List<Sample> samples, String detail, boolean absent) {
        Found(List<Sample> samples, String detail) {
            this(samples, detail, false);
        }
    }

    Reading read() throws InterruptedException {
        Instant at = laboratory.clock().instant();
        long start = System.nanoTime();
        try {
            Found found = found();
            String detail = found.detail() + warnings;
            return found.absent()
                    ? Reading.absent(detail, at, since(start), found.samples())
                    : Reading.numbers(detail, at, since(start), found.samples());
        } catch (ApiException | MissingLabelException e) {
            return Reading.error(e.getMessage() + warnings, at, since(start));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Found found() throws ApiException, InterruptedException {
        String query = filled(check.query(), QUERY);
        String total = filled(check.total(), TOTAL);
        String base = ApiAddress.of(check.url(), PrometheusSource.KIND, inquiry.subject(), laboratory);
        PrometheusApi api = new PrometheusApi(base, check.timeout(), check.credentials(), laboratory);
        if (check.isRange()) {
            return range(api, query);
        }
        return check.hasTotal() ? pair(api, query, total) : single(api, query);
    }

    private String filled(String query, String what) throws ApiException {
        Optional<String> fault = PromQl.fault(query);
        if (fault.isPresent()) {
            throw new ApiException(what + " " + fault.get());
        }
        return PromQl.fill(query, inquiry.subject());
    }

    private Found single(PrometheusApi api, String query) throws ApiException, InterruptedException {
        Point point = one(isNow() ? ask(api, query) : ask(api, query, then(api)), QUERY, api);
        double value = finite(point.value(), QUERY);
        return check.counter()
                ? new Found(List.of(new Sample(value, point.time())), Digits.of(value) + " so far")
                : new Found(List.of(Sample.of(value)), "is " + Digits.of(value));
    }

    /**
     * Both of the same moment and the same scrapes. What a scrape brings becomes visible a while after its moment; would only
     * one of both have it, the next growth had events of more scrapes than it has requests. So the total is asked before and
     * after the events, until it stays what it was.
     */
    private Found pair(PrometheusApi api, String query, String total) throws ApiException, InterruptedException {
        Point all = one(isNow() ? ask(api, total) : ask(api, total, then(api)), TOTAL, api);
        PrometheusAnswer events = ask(api, query, all.time());
        for (int tries = 1; isNow() && tries < MOST_TRIES; tries++) {
            Point again = one(ask(api, total, all.time()), TOTAL, api);
            if (again.value() == all.value()) {
                break;
            }
            all = again;
            events = ask(api, query, all.time());
        }
        double requests = finite(all.value(), TOTAL);
        if (events.isEmpty()) {
            return new Found(
                    List.of(new Sample(0, requests)),
                    "none of " + Digits.of(requests) + " so far: the query gives no series yet",
                    true);
        }
        double value = finite(one(events, QUERY, api).value(), QUERY);
        return new Found(
                List.of(new Sample(value, requests)), Digits.of(value) + " of " + Digits.of(requests) + " so far");
    }

    /** A point that isn't a number is a gap, as one that isn't there. */
    private Found range(PrometheusApi api, String query) throws ApiException, InterruptedException {
        double end = then(api);
        double start = end - (check.points() - 1) * (check.step().toMillis() / 1e3);
        PrometheusAnswer answer = warned(api.range(query, start, end, check.step()));
        requireSome(answer, QUERY, api);
        List<Sample> samples = new ArrayList<>();
        List<Point> points = answer.points(QUERY);
        for (Point point : points) {
            if (!Double.isNaN(point.value())) {
                samples.add(Sample.of(finite(point.value(), QUERY)));
            }
        }
        if (samples.isEmpty()) {
            finite(points.get(0).value(), QUERY);
        }
        return new Found(samples, samples.size() + " of " + check.points() + " numbers");
    }

    private boolean isNow() {
        return inquiry.ago().isZero();
    }

    /** The moment that is asked about, by the clock of the server. */
    private double then(PrometheusApi api) throws ApiException, InterruptedException {
        return api.now() - inquiry.ago().toMillis() / 1e3;
    }

    private PrometheusAnswer ask(PrometheusApi api, String query) throws ApiException, InterruptedException {
        return warned(api.query(query));
    }

    private PrometheusAnswer ask(PrometheusApi api, String query, double time)
            throws ApiException, InterruptedException {
        return warned(api.query(query, time));
    }

    private PrometheusAnswer warned(PrometheusAnswer answer) {
        if (!answer.warnings().isEmpty()) {
            warnings = "; Prometheus warns: " + String.join("; ", answer.warnings());
        }
        return answer;
    }

    private Point one(PrometheusAnswer answer, String what, PrometheusApi api) throws ApiException {
        requireSome(answer, what, api);
        return answer.points(what).get(0);
    }

    private void requireSome(PrometheusAnswer answer, String what, PrometheusApi api) throws ApiException {
        if (answer.isEmpty()) {
            throw new ApiException(what + " gives no series" + (isNow() ? "" : " at that time")
                    + ": nothing was measured; see whether it is scraped and how its labels are called" + api.skew());
        }
    }

    private static double finite(double value, String what) throws ApiException {
        if (!Double.isFinite(value)) {
            String word = Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
            throw new ApiException(what + " is " + word + ", which is no measurement"
                    + (Double.isNaN(value) ? "; a rate of no traffic is such, for example" : ""));
        }
        return value;
    }
}
