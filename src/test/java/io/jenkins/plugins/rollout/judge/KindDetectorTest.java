package io.jenkins.plugins.rollout.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.Test;

/** Numbers say what they are. */
public class KindDetectorTest {
    private static DataKind kind(double... baseline) {
        KindDetector detector = new KindDetector();
        for (double value : baseline) {
            detector.baseline(value);
        }
        return detector.kind();
    }

    @Test
    public void onlyZeroAndOneAreTrials() {
        assertThat(kind(0, 1, 1, 0)).isEqualTo(DataKind.BERNOULLI);
        assertThat(kind(0, 1, 2, 0)).isEqualTo(DataKind.COUNTS);
        assertThat(kind(0, 1, 0.5)).isEqualTo(DataKind.VALUES);
        assertThat(kind(0, 1, -1)).isEqualTo(DataKind.VALUES);
    }

    @Test
    public void theCandidateIsLookedAtAsWell() {
        KindDetector detector = new KindDetector();
        detector.baseline(0);
        detector.candidate(40);
        detector.candidate(0);

        assertThat(detector.kind()).isEqualTo(DataKind.COUNTS);
    }

    @Test
    public void wholeMillisecondsAreNoCounts() {
        assertThat(kind(212, 187, 350, 241, 198, 1200)).isEqualTo(DataKind.VALUES);
    }

    @Test
    public void aRateThatRisesSlowlyScattersAsCountsDo() {
        SplittableRandom random = new SplittableRandom(1);
        KindDetector detector = new KindDetector();
        for (int i = 0; i < 300; i++) {
            detector.baseline(Noise.poisson(random, 5 + i));
        }

        assertThat(detector.kind()).isEqualTo(DataKind.COUNTS);
    }
}
