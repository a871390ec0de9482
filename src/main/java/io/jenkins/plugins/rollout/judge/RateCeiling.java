package io.jenkins.plugins.rollout.judge;

/**
 * Evidence that one stream's rate is below a ceiling: against «at least {@code c} events per unit of exposure,
 * always».
 *
 * <p>For the alternative of a share {@code f < 1} of the ceiling, {@code x} events of an exposure {@code e} multiply
 * it by {@code f^x exp((1 - f) c e)}, whose expectation is at most 1 for Poisson events with a rate of {@code c} or
 * more, and for Bernoulli events as well.
 */
final class RateCeiling {
    private static final double[] SHARES = {0, 0, 0.2, 0.5};

    private final double ceiling;
    private double events;
    private double exposure;

    RateCeiling(double ceiling) {
        this.ceiling = ceiling;
    }

    void add(double count, double of) {
        events += count;
        exposure += of;
    }

    double logEvidence() {
        double[] logs = new double[SHARES.length];
        for (int i = 0; i < logs.length; i++) {
            double ofEvents = events == 0 ? 0 : events * Math.log(SHARES[i]);
            logs[i] = ofEvents + (1 - SHARES[i]) * ceiling * exposure;
        }
        return Strategies.logMean(logs);
    }
}
