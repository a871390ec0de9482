package io.jenkins.plugins.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

/** Long sentences, and hostile ones, on a terminal. */
public class PaintTest {
    private static final String REASON = "wave 15 (production, to 60%) passed: 1 of 2 instances bad, within the failure"
            + " budget of 1: cygnus-production: failed requests: the baseline never had any";

    @Test
    public void foldsASentenceBetweenWordsForPeople() {
        String folded = Paint.COLOURS.fold(4, REASON);

        assertThat(folded.lines()).hasSize(3).allSatisfy(line -> assertThat(line)
                .hasSizeLessThanOrEqualTo(80));
        assertThat(folded.lines().skip(1)).allSatisfy(line -> assertThat(line).matches("    \\S.*"));
        assertThat(folded.replaceAll("\n +", " ")).isEqualTo(REASON);
    }

    @Test
    public void leavesItOnOneLineForPrograms() {
        assertThat(Paint.PLAIN.fold(4, REASON)).isEqualTo(REASON);
    }

    @Test
    public void leavesAWordWholeThatIsLongerThanALine() {
        String name = "x".repeat(100);

        assertThat(Paint.COLOURS.fold(16, name + ": slow").lines())
                .containsExactly(name + ":", " ".repeat(16) + "slow");
    }

    @Test
    public void letsNobodyTurnALineAround() {
        assertThat(Paint.harmless("acme\u202e\u2066\u001b[2J")).isEqualTo("acme\uFFFD\uFFFD\uFFFD[2J");
        assertThat(Paint.harmless("\u05e9\u05dc\u05d5\u05dd")).isEqualTo("\u05e9\u05dc\u05d5\u05dd");
    }
}
