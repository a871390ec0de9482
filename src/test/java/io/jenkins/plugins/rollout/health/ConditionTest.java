package io.jenkins.plugins.rollout.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.Test;

/** Conditions on what was measured: what they may say, and what they can't do. */
public class ConditionTest {
    private static final double NOTHING = Double.NaN;
    private static final String NO_FUNCTION =
            "there is no such function; there are isNaN, isInf, abs, len, min, max, avg, sum";

    @Test
    public void asPeopleWriteThemForOtherTools() {
        assertThat(test("result[0] >= 0.95", 0.97)).isTrue();
        assertThat(test("result[0] >= 0.95", 0.9)).isFalse();
        assertThat(test("result < 0.05", 0.04)).isTrue();
        assertThat(test("len(result) == 0 || result[0] <= 250", 240)).isTrue();
        assertThat(test("isNaN(result[0]) || result[0] < 0.05", NOTHING)).isTrue();
        assertThat(test("result[0] < 100 && result[1] > 2", 99, 3)).isTrue();
        assertThat(test("(result[0] == 0 || result[1]/result[0] < 0.1) && !isInf(result[2])", 0, 8, 1))
                .isTrue();
    }

    @Test
    public void operatorsBindAsEverywhere() {
        assertThat(test("result + 2 * 3 = 10", 4)).isTrue();
        assertThat(test("result - 2 - 1 == 1", 4)).isTrue();
        assertThat(test("-result < -3", 4)).isTrue();
        assertThat(test("result > 5 && result > 1 || result == 4", 4)).isTrue();
        assertThat(test("result > 5 && (result > 1 || result == 4)", 4)).isFalse();
        assertThat(test("!(result != 4) && result <= 4 && result >= 4", 4)).isTrue();
        assertThat(test("result<1e3 && result>.5", 4)).isTrue();
    }

    @Test
    public void functionsOfAllNumbers() {
        assertThat(test("max(result) < 10 && min(result) > 1", 2, 4, 9)).isTrue();
        assertThat(test("avg(result) == 5 && sum(result) == 15 && len(result) == 3", 2, 4, 9))
                .isTrue();
        assertThat(test("max(result, 20) == 20 && abs(result[0] - 4) == 2", 2, 4))
                .isTrue();
    }

    @Test
    public void theyComputeAsTheNumbersComeInDoubles() {
        assertThat(test("result == 0.3", 0.3)).isTrue();
        assertThat(test("result[0] + result[1] == 0.3", 0.1, 0.2)).isFalse();
        assertThat(test("abs(result[0] + result[1] - 0.3) < 1e-9", 0.1, 0.2)).isTrue();
    }

    @Test
    public void whatIsNoNumberIsNeitherLessNorMore() {
        assertCannotSay("result < 0.05", "the answer is no number: NaN", NOTHING);
        assertCannotSay("!(result > 0.05)", "the answer is no number: NaN", NOTHING);
        assertCannotSay("max(result) < 3", "the answer is no number: NaN", 1, NOTHING);
        assertThat(test("isInf(result) && result > 5", Double.POSITIVE_INFINITY))
                .isTrue();
    }

    @Test
    public void whatCanOnlyBeSeenWithTheNumbers() {
        assertCannotSay("1 / result > 3", "the condition divides by zero", 0);
        assertCannotSay("1 / result > 3", "the condition divides by zero", -0.0);
        assertCannotSay(
                "result < 3",
                "'result' is 2 numbers; say which, as in result[0], or take one of all, as in max(result)",
                1,
                2);
        assertCannotSay("result[1] < 3", "there is no result[1]; 1 number was measured", 1);
        assertCannotSay("min(result) < 3", "nothing was measured of which min could be taken");
    }

    @Test
    public void mistakesAreFoundBeforeAnythingIsMeasured() {
        assertRefused("resutl < 3", "at character 1, 'resutl': there is nothing of that name; did you mean 'result'?");
        assertRefused("result < limit", "at character 10, 'limit': there is nothing of that name; there is 'result'");
        assertRefused("isNan(result)", "at character 1, 'isNan': " + NO_FUNCTION + "; did you mean 'isNaN'?");
        assertRefused("all(result) < 3", "at character 1, 'all': " + NO_FUNCTION + "; did you mean 'abs'?");
        assertRefused(
                "result - 3", "at character 8, '-': a number is neither true nor false; compare it, as in result > 0");
        assertRefused(
                "1 < result < 3", "at character 3, '<': it is true or false, and no number; join such with && and ||");
        assertRefused("abs(result, 2) < 1", "at character 1, 'abs': it takes one value, not 2");
        assertRefused("max() < 1", "at character 1, 'max': it takes at least one value, not 0");
        assertRefused("len(3) < 1", "at character 1, 'len': only 'result' has a length; write len(result)");
        assertRefused("1 < 2", "it doesn't look at 'result'");
        assertRefused(" ", "it is empty");
        assertRefused("result < 5%", "at character 11, '%': undefined operator '%'");
        assertRefused("result <", "at character 8, '<': missing second operand for operator");
        assertRefused("(result < 3", "closing brace not found");
        assertRefused("(result < 3]", "at character 12, ']': unexpected closing array");
        assertRefused("result[(0] < 3)", "its brackets don't match, or something is missing in them");
        assertRefused(
                "result[0.5] < 1", "at character 8, '0.5': an element has a whole number from 0 on, as in result[0]");
        assertRefused(
                "result[-1] < 1", "at character 8, '-': an element has a whole number from 0 on, as in result[0]");
        assertRefused("result[0][1] < 1", "at character 7, '[': only 'result' has elements");
    }

    @Test(timeout = 10_000)
    public void theyCanDoNothingElse() {
        assertRefused("10^999999999 > result", "at character 3, '^': undefined operator '^'");
        assertRefused(
                "result < 1e999999999",
                "at character 10, '1e999999999': it is no number such as 0.05 or 1e6, or too large");
        assertRefused("result < 0xFF", "at character 10, '0xFF': it is no number such as 0.05 or 1e6, or too large");
        assertRefused("fact(result) > 3", "at character 1, 'fact': " + NO_FUNCTION);
        assertRefused("random() > result", "at character 1, 'random': " + NO_FUNCTION);
        assertRefused("result < \"3\"", "at character 10, '3': conditions have no texts, only numbers");
        assertThatThrownBy(() -> Condition.parse("result.getClass() != 3"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Condition.parse("System.exit(1)")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Condition.parse("new File(1) < result")).isInstanceOf(IllegalArgumentException.class);
        assertRefused("result < 1" + " ".repeat(500), "it is longer than 500 characters; make two checks of it");
        assertRefused(
                "abs(".repeat(60) + "result" + ")".repeat(60) + " < 1",
                "it is nested more than 50 levels deep; make two checks of it");
        assertThat(test("(".repeat(200) + "result < 1" + ")".repeat(200), 0)).isTrue();
    }

    @Test(timeout = 30_000)
    public void whateverIsWrittenIsAConditionOrRefused() {
        String[] parts = {
            "result",
            "[",
            "]",
            "(",
            ")",
            "0",
            "1.5",
            "<",
            ">=",
            "==",
            "&&",
            "||",
            "!",
            "-",
            "/",
            ",",
            "max",
            "isNaN",
            "len",
            ".",
            "\"",
            "'",
            " ",
            "^",
            "e",
            "é",
            "\u0000",
            "result[0]",
            "{",
            "\\"
        };
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(1 + random.nextInt(9), 0, parts.length).forEach(part -> text.append(parts[part]));
            try {
                Condition.parse(text.toString()).test(List.of(1.0));
            } catch (IllegalArgumentException e) {
                assertThat(e).as(text.toString()).hasMessageMatching("[^\\n]{10,400}");
            }
        }
    }

    @Test
    public void manyThreadsMayTestOne() {
        Condition condition = Condition.parse("max(result) - min(result) == len(result) - 1");

        assertThat(IntStream.range(0, 20_000).parallel().allMatch(i -> {
                    double from = i;
                    return condition.test(List.of(from, from + 1, from + 2));
                }))
                .isTrue();
    }

    @Test
    public void itsTextIsSaved() throws Exception {
        Condition condition = Condition.parse("result < 0.05");
        ByteArrayOutputStream saved = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(saved)) {
            out.writeObject(condition);
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(saved.toByteArray()))) {
            Condition read = (Condition) in.readObject();
            assertThat(read).isEqualTo(condition).hasSameHashCodeAs(condition);
            assertThat(read.test(List.of(0.01))).isTrue();
        }
        assertThat(condition).isNotEqualTo(Condition.parse("result < 0.06"));
    }

    private static boolean test(String condition, double... result) {
        return Condition.parse(condition).test(numbers(result));
    }

    private static void assertCannotSay(String condition, String why, double... result) {
        Condition parsed = Condition.parse(condition);

        assertThatThrownBy(() -> parsed.test(numbers(result)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }

    private static void assertRefused(String condition, String why) {
        assertThatThrownBy(() -> Condition.parse(condition))
                .as(condition)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("must be a condition such as result < 0.05: " + why);
    }

    private static List<Double> numbers(double... numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
