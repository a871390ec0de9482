package io.jenkins.plugins.rollout.judge;

import java.util.Arrays;

/** How Mann and Whitney's statistic is distributed without a difference and without ties: by counting all orders. */
final class RankSumDistribution {
    private final double[] shares;

    private RankSumDistribution(double[] shares) {
        this.shares = shares;
    }

    /**
     * Goes through the ranks and chooses {@code n} of {@code n + m}: the {@code k}-th chosen one, at position {@code
     * i} from 0, adds {@code i - (k - 1)} to the statistic. Only additions, so nothing cancels.
     */
    static RankSumDistribution of(int n, int m) {
        int largest = n * m;
        double[][] orders = new double[n + 1][largest + 1];
        orders[0][0] = 1;
        for (int i = 0; i < n + m; i++) {
            for (int k = Math.min(n, i + 1); k >= 1; k--) {
                int step = i - (k - 1);
                for (int u = step; u <= largest; u++) {
                    orders[k][u] += orders[k - 1][u - step];
                }
            }
        }
        double[] counts = orders[n];
        double all = Arrays.stream(counts).sum();
        return new RankSumDistribution(
                Arrays.stream(counts).map(count -> count / all).toArray());
    }

    /** The least value such that the statistic is at most that with this probability. */
    int quantile(double probability) {
        double sum = 0;
        for (int u = 0; u < shares.length; u++) {
            sum += shares[u];
            // A hair of rounding does not count.
            if (sum >= probability * (1 - 1e-12)) {
                return u;
            }
        }
        return shares.length - 1;
    }

    /** How probable the most extreme order is, in one direction. */
    double least() {
        return shares[0];
    }
}
