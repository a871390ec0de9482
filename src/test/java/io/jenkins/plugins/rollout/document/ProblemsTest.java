package io.jenkins.plugins.rollout.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

/** All problems are told, each once, in the order of the file. */
public class ProblemsTest {
    private final Problems problems = new Problems();

    @Test
    public void problemsStandInTheOrderOfTheFile() {
        problems.error(new Location("t.yaml", 10, 1), "third");
        problems.warning(new Location("t.yaml", 2, 5), "second");
        problems.error(new Location("t.yaml", 2, 3), "first");

        assertThat(problems.list()).extracting(Problem::message).containsExactly("first", "second", "third");
    }

    @Test
    public void theSameProblemAtTheSamePlaceIsKeptOnce() {
        problems.error(new Location("t.yaml", 1, 1), "wrong");
        problems.error(new Location("t.yaml", 1, 1), "wrong");

        assertThat(problems.list()).hasSize(1);
    }

    @Test
    public void warningsAloneThrowNothing() {
        problems.warning(Location.UNKNOWN, "odd");

        problems.throwIfErrors();
    }

    @Test
    public void errorsAreThrownWithTheWarnings() {
        problems.warning(new Location("t.yaml", 1, 1), "odd");
        problems.error(new Location("t.yaml", 2, 1), "wrong");

        assertThatThrownBy(problems::throwIfErrors)
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("t.yaml:1:1: warning: odd" + System.lineSeparator() + "t.yaml:2:1: wrong");
    }

    @Test
    public void errorsBehindTheFirstThousandAreCounted() {
        for (int line = 1; line <= 1234; line++) {
            problems.error(new Location("t.yaml", line, 1), "wrong");
        }

        assertThat(problems.list())
                .hasSize(1001)
                .last()
                .hasToString("t.yaml: there are 234 more errors; mend these first");
    }
}
