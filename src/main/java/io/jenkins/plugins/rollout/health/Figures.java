package io.jenkins.plugins.rollout.health;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Numbers as people read them. */
final class Figures {
    private static final int MOST = 5;

    private Figures() {}

    static String of(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        String text = String.format(Locale.ROOT, "%.4g", value);
        return text.contains("e") || !text.contains(".")
                ? text
                : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }

    /** One by itself, several in brackets, of many the first ones. */
    static String list(List<Double> values) {
        if (values.size() == 1) {
            return of(values.get(0));
        }
        return values.stream().limit(MOST).map(Figures::of).collect(Collectors.joining(", ", "[", ""))
                + (values.size() > MOST ? ", … (" + values.size() + ")]" : "]");
    }
}
