package io.jenkins.plugins.rollout.judge;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/** Data of which the truth is known: each kind makes samples whose rate or scale is a factor times its usual one. */
enum Noise {
    /** Errors per interval, 3 on average. */
    POISSON(DataKind.COUNTS, (random, factor) -> poisson(random, 3 * factor)),
    /** A tenth of the requests fail. */
    BERNOULLI(DataKind.BERNOULLI, (random, factor) -> random.nextDouble() < 0.1 * factor ? 1 : 0),
    /** Latencies; sigma 0.5 of the logarithm. */
    LOG_NORMAL(DataKind.VALUES, (random, factor) -> factor * Math.exp(4 + 0.5 * random.nextGaussian())),
    /** Heavy tail: Pareto with shape 1.5, no variance. */
    PARETO(DataKind.VALUES, (random, factor) -> factor * 10 * Math.pow(1 - random.nextDouble(), -1 / 1.5)),
    /** Both signs and a heavy tail: Student's t with two degrees of freedom; the factor shifts it. */
    STUDENT(DataKind.VALUES, (random, factor) -> {
        double u = 2 * random.nextDouble() - 1;
        return factor - 1 + u * Math.sqrt(2 / (1 - u * u));
    }),
    /** Whole milliseconds with many ties. */
    TIED(DataKind.VALUES, (random, factor) -> Math.rint(factor * 3 * Math.exp(0.5 * random.nextGaussian())));

    private final DataKind kind;
    private final Source source;

    private interface Source {
        double next(RandomGenerator random, double factor);
    }

    Noise(DataKind kind, Source source) {
        this.kind = kind;
        this.source = source;
    }

    DataKind kind() {
        return kind;
    }

    double next(RandomGenerator random, double factor) {
        return source.next(random, factor);
    }

    /** Knuth's product for small means, added up for large ones. */
    static double poisson(RandomGenerator random, double mean) {
        double left = mean;
        int events = 0;
        while (left > 0) {
            double part = Math.min(left, 20);
            double limit = Math.exp(-part);
            double product = random.nextDouble();
            while (product > limit) {
                events++;
                product *= random.nextDouble();
            }
            left -= part;
        }
        return events;
    }

    /** Log-normal samples of which each correlates with the one before. */
    static DoubleUnaryOperator autocorrelated(RandomGenerator random, double correlation) {
        double[] state = {random.nextGaussian()};
        return factor -> {
            state[0] = correlation * state[0] + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
            return factor * Math.exp(4 + 0.5 * state[0]);
        };
    }

    /** Counts with a mean of 3 whose variance is that many times the mean: the rate of each is a gamma variate. */
    static double scattered(RandomGenerator random, double factor, double variance) {
        if (variance == 1) {
            return poisson(random, 3 * factor);
        }
        double shape = 3 / (variance - 1);
        return poisson(random, factor * (variance - 1) * gamma(random, shape));
    }

    /** Marsaglia and Tsang's method. */
    private static double gamma(RandomGenerator random, double shape) {
        if (shape < 1) {
            return gamma(random, shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1 / 3.0;
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + x / Math.sqrt(9 * d), 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
