package io.jenkins.plugins.rollout.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes metrics in the text format that Prometheus scrapes, version 0.0.4. */
final class MetricsText {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder();

    /**
     * Begins a metric; its samples come next.
     *
     * @param type {@code counter}, {@code gauge} or {@code histogram}
     */
    MetricsText metric(String name, String type, String help) {
        line("# HELP %s %s", name, help.replace("\\", "\\\\").replace("\n", "\\n"));
        line("# TYPE %s %s", name, type);
        return this;
    }

    /** @param labels names and values in turn; a value may be any text */
    MetricsText sample(String name, double value, String... labels) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < labels.length; i += 2) {
            pairs.add(labels[i] + "=\"" + escaped(labels[i + 1]) + '"');
        }
        line("%s%s %s", name, pairs.isEmpty() ? "" : "{" + String.join(",", pairs) + "}", number(value));
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /** Counts without the decimals that Java would give them. */
    static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    private void line(String pattern, Object... values) {
        text.append(String.format(Locale.ROOT, pattern, values)).append('\n');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
