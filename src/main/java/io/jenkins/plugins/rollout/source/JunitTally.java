package io.jenkins.plugins.rollout.source;

import java.util.ArrayList;
import java.util.List;

/** How the tests of some reports went, with the first ones that failed. */
final class JunitTally {
    private static final int MOST_NAMED = 3;
    private static final int LONGEST = 160;

    private final List<String> named = new ArrayList<>();
    private long passed;
    private long failed;
    private long skipped;

    void pass() {
        passed++;
    }

    void skip() {
        skipped++;
    }

    void fail(String test, String message) {
        fail(1, test, message);
    }

    /** Several of which no more is known. */
    void fail(int number, String test, String message) {
        failed += number;
        if (named.size() < MOST_NAMED) {
            String line = line(message);
            named.add(line(test) + (line.isEmpty() ? "" : ": " + line));
        }
    }

    long failed() {
        return failed;
    }

    /** Those that were run, and not just skipped. */
    long run() {
        return passed + failed;
    }

    /** {@code 2 of 40 tests failed: …} or {@code 40 tests passed, 2 skipped}. */
    String describe() {
        if (run() == 0) {
            return skipped == 0 ? "there is no test in the reports" : "all " + skipped + " tests were skipped";
        }
        if (failed == 0) {
            return tests(passed) + " passed" + (skipped == 0 ? "" : ", " + skipped + " skipped");
        }
        return failed + " of " + tests(run()) + " failed: " + String.join(", ", named)
                + (failed > named.size() ? ", and " + (failed - named.size()) + " more" : "");
    }

    private static String tests(long count) {
        return count == 1 ? "1 test" : count + " tests";
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
