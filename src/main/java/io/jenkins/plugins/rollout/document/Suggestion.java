package io.jenkins.plugins.rollout.document;

import java.util.Collection;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Guesses which of the known words a misspelt one was meant to be. */
public final class Suggestion {
    private static final int MOST_TYPOS = 3;

    private Suggestion() {}

    /** {@code "; did you mean 'environments'?"}, or nothing if no known word is near. */
    public static String didYouMean(String word, Collection<String> known) {
        String nearest = "";
        int fewest = Math.min(MOST_TYPOS, (word.length() + 1) / 2) + 1;
        for (String candidate : known) {
            int typos = distance(word, candidate, fewest - 1);
            if (typos >= 0 && typos < fewest) {
                fewest = typos;
                nearest = candidate;
            }
        }
        return nearest.isEmpty() ? "" : "; did you mean " + Quote.of(nearest) + "?";
    }

    /** -1 when there are more typos than {@code most}. */
    private static int distance(String word, String candidate, int most) {
        if (most < 0 || Math.abs(word.length() - candidate.length()) > most) {
            return -1;
        }
        return new LevenshteinDistance(most).apply(word.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
    }
}
