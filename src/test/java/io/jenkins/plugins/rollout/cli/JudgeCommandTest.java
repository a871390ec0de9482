package io.jenkins.plugins.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code rollout judge}: files in, a verdict and an exit code out, and a clear sentence for whatever is wrong. */
public class JudgeCommandTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.getRoot().toPath().resolve(name), text).toString();
    }

    private CommandLines.Result judge(String baseline, String candidate, String... options) throws IOException {
        List<String> words = Stream.concat(
                        Stream.of(
                                "judge",
                                "--baseline",
                                file("baseline", baseline),
                                "--candidate",
                                file("candidate", candidate)),
                        Stream.of(options))
                .collect(Collectors.toList());
        return CommandLines.run(words.toArray(String[]::new));
    }

    private static String lines(int count, double value) {
        return (value + "\n").repeat(count);
    }

    private static String logNormal(long seed, int count, double factor) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(count)
                .map(unused -> factor * 100 * Math.exp(0.3 * random.nextGaussian()))
                .mapToObj(Double::toString)
                .collect(Collectors.joining("\n"));
    }

    @Test
    public void aSlowReleaseFailsWithItsReason() throws IOException {
        CommandLines.Result result = judge(logNormal(1, 200, 1), logNormal(2, 200, 2), "--json");

        assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_DONE);
        JsonNode document = new ObjectMapper().readTree(result.output());
        assertThat(document.properties().stream().map(entry -> entry.getKey()))
                .containsExactly("verdict", "decidedAt", "estimate", "interval", "reason");
        assertThat(document.get("verdict").textValue()).isEqualTo("fail");
        assertThat(document.get("decidedAt").intValue()).isBetween(5, 60);
        assertThat(document.get("interval").get(0).doubleValue()).isBetween(1.0, 2.0);
        assertThat(document.get("reason").textValue()).contains("times the baseline's");
    }

    @Test
    public void aHarmlessReleasePasses() throws IOException {
        CommandLines.Result result = judge(logNormal(1, 2000, 1), logNormal(2, 2000, 1));

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(result.output()).startsWith("pass: less than 1.2 times the baseline, seen after ");
    }

    @Test
    public void tooFewSamplesAreInconclusive() throws IOException {
        CommandLines.Result result = judge("1.5\n2.5\n", "1.6\n2.4\n");

        assertThat(result.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(result.output()).startsWith("inconclusive: no verdict after 2 samples");
    }

    @Test
    public void errorsThatTheBaselineNeverHadFail() throws IOException {
        CommandLines.Result zero = judge(lines(20, 0), lines(20, 1));
        CommandLines.Result absent = judge("", lines(20, 3));

        assertThat(zero.exitCode()).isEqualTo(ExitCode.NOT_DONE);
        assertThat(zero.output())
                .isEqualToIgnoringNewLines("fail: the baseline never had any, and the candidate had 6 in 6 samples");
        assertThat(absent.exitCode()).isEqualTo(ExitCode.NOT_DONE);
        assertThat(absent.output()).contains("6 in 2 samples");
    }

    @Test
    public void withoutTrafficThereIsNoVerdict() throws IOException {
        assertThat(judge("", "").output()).contains("inconclusive: no verdict: both have no samples");
        assertThat(judge("1.5\n", "").output()).contains("the candidate has no samples");
        assertThat(judge(lines(99, 0), lines(99, 0)).output()).contains("neither had any event in 99 samples");
        assertThat(judge("0\n", "0\n", "--judge", "mann-whitney").output()).contains("at least 5 of each are needed");
    }

    @Test
    public void noErrorsPassWhereFewWouldNotMatter() throws IOException {
        assertThat(judge(lines(500, 0), lines(500, 0), "--negligible", "0.01").exitCode())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    public void timesDecideWhatIsComparedWithWhat() throws IOException {
        StringBuilder baseline = new StringBuilder();
        StringBuilder candidate = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            // Load doubles everything half-way, in both; the candidate only came later.
            double common = i < 200 ? 1 : 10;
            baseline.append(i).append(',').append(common * (1 + i % 7)).append('\n');
            if (i >= 200) {
                candidate
                        .append(i)
                        .append(".5,")
                        .append(common * (1 + (i + 3) % 7))
                        .append('\n');
            }
        }

        assertThat(judge(baseline.toString(), candidate.toString(), "--kind", "values")
                        .exitCode())
                .isNotEqualTo(ExitCode.NOT_DONE);
        String untimed = baseline.toString().replaceAll("(?m)^.*,", "");
        assertThat(judge(untimed, candidate.toString().replaceAll("(?m)^.*,", ""), "--kind", "values")
                        .exitCode())
                .isEqualTo(ExitCode.NOT_DONE);
    }

    @Test
    public void timesMayBeInstants() throws IOException {
        assertThat(judge("2026-03-02T09:30:00Z,1.5\n", "1772443800.5,1.5\n").exitCode())
                .isEqualTo(ExitCode.INCONCLUSIVE);
    }

    @Test
    public void anEarlierHourIsComparedInTurn() throws IOException {
        String before = logNormal(1, 100, 1).lines().map(line -> "1," + line).collect(Collectors.joining("\n"));
        String now = logNormal(2, 100, 3).lines().map(line -> "9," + line).collect(Collectors.joining("\n"));

        assertThat(judge(before, now).exitCode()).isEqualTo(ExitCode.NOT_DONE);
    }

    @Test
    public void missingSamplesAreLeftOut() throws IOException {
        CommandLines.Result result = judge("1.5\nNaN\n", "1.5\n\n");

        assertThat(result.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(result.errors()).contains("1 sample is NaN");
    }

    @Test
    public void filesOfOtherProgramsAreRead() throws IOException {
        CommandLines.Result result = judge("\uFEFF1.5\r\n2.5\r\n", "+1.5e0\r\nnan\r\n2.5", "--json");

        assertThat(result.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(result.errors()).contains("1 sample is NaN");
    }

    /** The load of both rises tenfold while the candidate has a gap. */
    @Test
    public void whatCameInAGapOfTheOtherIsNotCompared() throws IOException {
        StringBuilder baseline = new StringBuilder();
        StringBuilder candidate = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            String sample = i + "," + (i < 700 ? 100 : 1000) + "\n";
            baseline.append(sample);
            candidate.append(i > 100 && i < 800 ? "" : sample);
        }

        CommandLines.Result result = judge(baseline.toString(), candidate.toString(), "--kind", "counts");

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
        CommandLines.Result late =
                judge(baseline.toString(), candidate.toString().replaceAll("(?m)^\\d{1,2},.*\n|^100,.*\n", ""));
        assertThat(late.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(late.errors()).contains("samples of the baseline left out: the candidate has none near that time");
    }

    @Test
    public void whereLessIsWorseNoBaselineIsNoHealth() throws IOException {
        CommandLines.Result result = judge("", lines(20, 1), "--direction", "decrease");

        assertThat(result.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(result.output()).contains("the baseline has no samples");
    }

    @Test
    public void whatIsWrongIsToldWithItsPlace() throws IOException {
        assertThat(wrong("1\ntwo\n")).contains("candidate:2: 'two' is no number");
        assertThat(wrong("5f\n")).contains("candidate:1: '5f' is no number");
        assertThat(wrong("0x10\n")).contains("candidate:1: '0x10' is no number");
        assertThat(wrong("1\n-Infinity\n")).contains("candidate:2: the value is infinite");
        assertThat(wrong("1\n2,3\n")).contains("candidate:2: this line has a time");
        assertThat(wrong("1,1\n2\n")).contains("candidate:2: this line has no time");
        assertThat(wrong("5,1\n4,1\n")).contains("candidate:2: the time is before that of the line before");
        assertThat(wrong("tomorrow,1\n")).contains("candidate:1: 'tomorrow' is no number");
        assertThat(wrong("1\n-inf\n")).contains("candidate:2: the value is infinite");
        assertThat(wrong("1\r2\n")).contains("candidate:1: '1?2' is no number");
        assertThat(wrong("2026-03-02T09:30:01Z,1\n2026-03-02T09:30:00Z,1\n")).contains("sort -t, -k1,1");
        assertThat(wrong("20T,1\n")).contains("candidate:1: '20T' is no time");
        assertThat(wrong("1".repeat(5000))).contains("candidate:1: the line has more than 200 characters");
        assertThat(wrong("1,1\n")).contains("baseline has no times and the other file has");
        assertThat(wrong("1\n", "--kind", "colours")).contains("--kind must be one of auto, bernoulli, counts, values");
        assertThat(wrong("1\n2\n", "--kind", "bernoulli")).contains("candidate:2: a trial is 0 or 1, and not 2");
        assertThat(wrong("1\n", "--alpha", "2")).contains("alpha must be more than 0 and less than 0.5");
        assertThat(wrong("1\n", "--margin", "0")).contains("the margin must be more than 0");
        assertThat(wrong("1\n", "--margin", "NaN")).contains("the margin must be more than 0");
    }

    private String wrong(String candidate, String... options) throws IOException {
        CommandLines.Result result = judge("1\n1\n", candidate, options);
        assertThat(result.exitCode()).isEqualTo(ExitCode.INVALID);
        return result.errors();
    }

    @Test
    public void aFileThatIsNotThereIsNamed() throws IOException {
        CommandLines.Result result =
                CommandLines.run("judge", "--baseline", file("baseline", "1"), "--candidate", "/no/such/file");

        assertThat(result.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(result.errors()).contains("there is no file /no/such/file");
    }

    @Test
    public void whatCanBeReadOnlyOnceIsRefused() throws IOException {
        CommandLines.Result result =
                CommandLines.run("judge", "--baseline", file("baseline", "1"), "--candidate", "/dev/null");

        assertThat(result.exitCode()).isEqualTo(ExitCode.INVALID);
        assertThat(result.errors()).contains("/dev/null is no regular file");
    }

    @Test
    public void aFixedWindowIsJudgedAtOnce() throws IOException {
        CommandLines.Result worse =
                judge(logNormal(1, 100, 1), logNormal(2, 100, 2), "--judge", "mann-whitney", "--json");
        CommandLines.Result same = judge(logNormal(1, 100, 1), logNormal(2, 100, 1), "--judge", "mann-whitney");
        CommandLines.Result few = judge("1.5\n", "2.5\n", "--judge", "mann-whitney");
        CommandLines.Result mixed = judge("1\n", "2\n", "--judge", "mann-whitney", "--quantile", "0.9");

        assertThat(worse.exitCode()).isEqualTo(ExitCode.NOT_DONE);
        assertThat(new ObjectMapper().readTree(worse.output()).get("decidedAt").intValue())
                .isEqualTo(100);
        assertThat(same.exitCode()).isEqualTo(ExitCode.DONE);
        assertThat(few.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(few.output()).contains("at least 5 of each are needed");
        assertThat(mixed.exitCode()).isEqualTo(ExitCode.INVALID);
    }

    @Test
    public void largeFilesNeedNoMoreMemory() throws IOException {
        Path large = folder.getRoot().toPath().resolve("large");
        try (Writer writer = Files.newBufferedWriter(large)) {
            for (int i = 0; i < 1_000_000; i++) {
                writer.write(i % 1000 == 0 ? "1\n" : "0\n");
            }
        }

        CommandLines.Result result =
                CommandLines.run("judge", "--baseline", large.toString(), "--candidate", large.toString());

        assertThat(result.exitCode()).isEqualTo(ExitCode.DONE);
    }
}
