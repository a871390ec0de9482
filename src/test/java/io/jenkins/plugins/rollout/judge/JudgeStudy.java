package io.jenkins.plugins.rollout.judge;

import io.jenkins.plugins.rollout.judge.Trials.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongFunction;

/**
 * Makes the tables of docs/judging.md, and times the judge: {@code bin/bench judge}. Seeds are fixed, so the tables
 * repeat.
 */
public final class JudgeStudy {
    private static final int RUNS = 1000;
    private static final int RUNS_OF_WINDOW = 200;
    private static final int SAMPLES = 2000;
    private static final int LOOK_EVERY = Trials.LOOK_EVERY;
    private static final double MARGIN = 0.1;
    private static final double OUT_OF_REACH = 0.01;
    private static final double[] EFFECTS = {1.1, 1.5, 2, 5};
    private static final int CHECKS = 1000;
    private static final int SAMPLES_OF_CHECK = 10_000;
    private static final RankComparison PLAIN =
            RankComparison.of(Direction.INCREASE).withTolerance(0).withConfidence(0.9);
    private static final RankComparison KAYENTA = RankComparison.of(Direction.INCREASE);

    private JudgeStudy() {}

    public static void main(String[] arguments) {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "speed" -> print("%d", speed(DataKind.valueOf(arguments[1])));
            case "autocorrelation" -> autocorrelation();
            case "bursts" -> bursts();
            case "tables" -> tables();
            default -> throw new IllegalArgumentException("see bin/bench");
        }
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    /** Milliseconds for a thousand checks that never decide, each with ten thousand samples of both streams. */
    private static long speed(DataKind kind) {
        Noise noise = kind == DataKind.VALUES ? Noise.LOG_NORMAL : Noise.POISSON;
        SplittableRandom random = new SplittableRandom(1);
        double[] candidate = random.doubles(SAMPLES_OF_CHECK)
                .map(unused -> noise.next(random, 1))
                .toArray();
        double[] baseline = random.doubles(SAMPLES_OF_CHECK)
                .map(unused -> noise.next(random, 1))
                .toArray();
        Comparison comparison = Comparison.of(kind).withMargin(0.001).withAlpha(1e-6);
        long began = System.nanoTime();
        for (int check = 0; check < CHECKS; check++) {
            SequentialJudge judge = new SequentialJudge(comparison);
            for (int i = 0; i < SAMPLES_OF_CHECK; i++) {
                judge.candidate(candidate[i]);
                judge.baseline(baseline[i]);
            }
            if (judge.isDecided()) {
                throw new IllegalStateException("it should have looked at all samples");
            }
        }
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static void tables() {
        falseAlarms();
        autocorrelation();
        bursts();
        power();
        passing();
    }

    private static void falseAlarms() {
        print(
                "| data, no difference | `sequential`, every sample | rank test at 5 %%, once | rank test at 5 %%, every 10th | `mann-whitney`, once | `mann-whitney`, every 10th |");
        print("| --- | ---: | ---: | ---: | ---: | ---: |");
        for (Noise noise : Noise.values()) {
            Outcome sequential =
                    Trials.run(Comparison.of(noise.kind()).withMargin(OUT_OF_REACH), noise, 1, RUNS, SAMPLES);
            print(
                    "| %s | %.1f %% | %.1f %% | %.1f %% | %.1f %% | %.1f %% |",
                    name(noise),
                    100 * sequential.failedShare(),
                    100 * window(PLAIN, noise, 1, SAMPLES).failedShare(),
                    100 * window(PLAIN, noise, 1, LOOK_EVERY).failedShare(),
                    100 * window(KAYENTA, noise, 1, SAMPLES).failedShare(),
                    100 * window(KAYENTA, noise, 1, LOOK_EVERY).failedShare());
        }
        print("");
    }

    private static String name(Noise noise) {
        return noise.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Outcome window(RankComparison comparison, Noise noise, double effect, int every) {
        MannWhitneyJudge judge = new MannWhitneyJudge(comparison);
        long failed = 0;
        double samples = 0;
        for (int run = 0; run < RUNS_OF_WINDOW; run++) {
            SplittableRandom ofCandidate = new SplittableRandom(2L * run);
            SplittableRandom ofBaseline = new SplittableRandom(2L * run + 1);
            double[] candidate = new double[SAMPLES];
            double[] baseline = new double[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                candidate[i] = noise.next(ofCandidate, effect);
                baseline[i] = noise.next(ofBaseline, 1);
            }
            for (int seen = every; seen <= SAMPLES; seen += every) {
                if (judge.classify(Arrays.copyOf(baseline, seen), Arrays.copyOf(candidate, seen))
                        .classification()
                        .isFailure()) {
                    failed++;
                    samples += seen;
                    break;
                }
            }
        }
        return new Outcome(RUNS_OF_WINDOW, failed, 0, samples / failed, samples / failed, Double.NaN);
    }

    private static void autocorrelation() {
        print("| autocorrelation of both streams | as a whole | alpha 0.01 | every third sample | 0.95 quantile |");
        print("| --- | ---: | ---: | ---: | ---: |");
        Comparison whole = Comparison.of(DataKind.VALUES).withMargin(OUT_OF_REACH);
        for (double correlation : List.of(0.0, 0.1, 0.3, 0.6)) {
            LongFunction<DoubleUnaryOperator> all =
                    seed -> Noise.autocorrelated(new SplittableRandom(seed), correlation);
            LongFunction<DoubleUnaryOperator> some = seed -> {
                DoubleUnaryOperator each = all.apply(seed);
                return factor -> {
                    each.applyAsDouble(factor);
                    each.applyAsDouble(factor);
                    return each.applyAsDouble(factor);
                };
            };
            print(
                    "| %.1f | %s | %s | %s | %s |",
                    correlation,
                    alarms(whole, all, SAMPLES),
                    alarms(whole.withAlpha(0.01), all, SAMPLES),
                    alarms(whole, some, SAMPLES / 3),
                    alarms(whole.withQuantile(0.95), all, SAMPLES));
        }
        print("");
    }

    private static String alarms(Comparison comparison, LongFunction<DoubleUnaryOperator> source, int samples) {
        double share = Trials.run(comparison, source, 1, RUNS, samples).failedShare();
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static void bursts() {
        print("| variance over mean | as `counts` | as `auto` takes them |");
        print("| ---: | ---: | ---: |");
        for (double variance : List.of(1.0, 1.25, 1.5, 2.0, 3.0)) {
            LongFunction<DoubleUnaryOperator> source = seed -> {
                SplittableRandom random = new SplittableRandom(seed);
                return factor -> Noise.scattered(random, factor, variance);
            };
            KindDetector detector = new KindDetector();
            DoubleUnaryOperator baseline = source.apply(1);
            for (int i = 0; i < SAMPLES; i++) {
                detector.baseline(baseline.applyAsDouble(1));
            }
            print(
                    "| %s | %s | %s, `%s` |",
                    variance,
                    alarms(Comparison.of(DataKind.COUNTS).withMargin(OUT_OF_REACH), source, SAMPLES),
                    alarms(Comparison.of(detector.kind()).withMargin(OUT_OF_REACH), source, SAMPLES),
                    detector.kind().word());
        }
        print("");
    }

    private static void power() {
        print(
                "| data | effect | `sequential`: failed | passed | samples to fail | looked at every 10th | `mann-whitney`, every 10th: failed | samples |");
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (Noise noise : Noise.values()) {
            for (double effect : EFFECTS) {
                Outcome ours = Trials.run(Comparison.of(noise.kind()).withMargin(MARGIN), noise, effect, RUNS, SAMPLES);
                Outcome window = window(KAYENTA, noise, effect, LOOK_EVERY);
                print(
                        "| %s | %s | %.1f %% | %.1f %% | %s | %s | %.1f %% | %s |",
                        name(noise),
                        effect,
                        100 * ours.failedShare(),
                        100 * ours.passedShare(),
                        mean(ours.samplesToFail()),
                        mean(ours.looksToFail()),
                        100 * window.failedShare(),
                        mean(window.samplesToFail()));
            }
        }
        print("");
    }

    private static String mean(double samples) {
        return Double.isNaN(samples) ? "" : String.format(Locale.ROOT, "%.0f", samples);
    }

    private static void passing() {
        print("| data, no difference | margin 0.2: passed | samples to pass | margin 0.5: passed | samples to pass |");
        print("| --- | ---: | ---: | ---: | ---: |");
        for (Noise noise : Noise.values()) {
            if (noise != Noise.STUDENT) {
                Outcome small = Trials.run(Comparison.of(noise.kind()), noise, 1, RUNS, SAMPLES);
                Outcome large = Trials.run(Comparison.of(noise.kind()).withMargin(0.5), noise, 1, RUNS, SAMPLES);
                print(
                        "| %s | %.1f %% | %s | %.1f %% | %s |",
                        name(noise),
                        100 * small.passedShare(),
                        mean(small.samplesToPass()),
                        100 * large.passedShare(),
                        mean(large.samplesToPass()));
            }
        }
    }
}
