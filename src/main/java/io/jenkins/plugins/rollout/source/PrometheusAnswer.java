package io.jenkins.plugins.rollout.source;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a Prometheus has answered to a query.
 *
 * @param first the first two series; of more, only the number is known
 * @param series how many there are; {@link #MOST_COUNTED} stands for any more
 */
record PrometheusAnswer(List<Series> first, int series, List<String> warnings) {
    /** More are not counted, and not read. */
    static final int MOST_COUNTED = 10_000;

    /** @param points in the order of their time */
    record Series(Map<String, String> labels, List<Point> points) {}

    /** @param time in seconds of the epoch */
    record Point(double time, double value) {}

    boolean isEmpty() {
        return series == 0;
    }

    /**
     * The points of the only series.
     *
     * @param what was asked for, for the message
     */
    List<Point> points(String what) throws ApiException {
        if (series > 1) {
            throw new ApiException(
                    what + " gives " + (series >= MOST_COUNTED ? MOST_COUNTED + " series or more" : series + " series")
                            + difference() + " where one number is wanted; aggregate it, as with sum(…), or name"
                            + " the labels of one");
        }
        return first.get(0).points();
    }

    private String difference() {
        Map<String, String> one = first.get(0).labels();
        Map<String, String> other = first.get(1).labels();
        SortedSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        names.removeIf(name -> one.containsKey(name) && one.get(name).equals(other.get(name)));
        return names.isEmpty()
                ? ""
                : names.stream().limit(3).collect(Collectors.joining(", ", " (they differ in ", ")"));
    }
}
