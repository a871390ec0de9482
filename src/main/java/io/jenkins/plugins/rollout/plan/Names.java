package io.jenkins.plugins.rollout.plan;

import java.util.List;

/** Writes lists of names into sentences without drowning the reader. */
public final class Names {
    private static final int SHOWN = 5;

    private Names() {}

    /** {@code a, b, c, d, e and 7 more}. */
    public static String list(List<String> names) {
        if (names.size() <= SHOWN) {
            return String.join(", ", names);
        }
        return String.join(", ", names.subList(0, SHOWN)) + " and " + (names.size() - SHOWN) + " more";
    }

    /** {@code 1 instance}, {@code 3 instances}. */
    public static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
