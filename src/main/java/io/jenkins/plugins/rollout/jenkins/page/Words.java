package io.jenkins.plugins.rollout.jenkins.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Amounts as people read them. The same as in format.js. */
final class Words {
    private Words() {}

    /** {@code 4.5 %}; never {@code 0 %} of something that is there. */
    static String percent(double share) {
        double percent = share * 100;
        String format = percent > 0 && percent < 0.1 ? "%.2g" : "%.1f";
        String number = String.format(Locale.ROOT, format, percent);
        return (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number) + " %";
    }

    /** {@code 4 min 12 s}. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long[] amounts = {seconds / 86_400, seconds % 86_400 / 3600, seconds % 3600 / 60, seconds % 60};
        String[] units = {"d", "h", "min", "s"};
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < units.length && parts.size() < 2; i++) {
            if (amounts[i] > 0) {
                parts.add(amounts[i] + " " + units[i]);
            }
        }
        return parts.isEmpty() ? "0 s" : String.join(" ", parts);
    }
}
