package io.jenkins.plugins.rollout.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rollout.source.Sample;
import org.junit.Test;

/** What counters have grown by, through restarts, silence and clocks that are set. */
public class GrowthTest {
    private final Growth growth = new Growth(false);

    private Sample forwards(double events, double requests) {
        return growth.since("now", new Sample(events, requests), false).orElse(null);
    }

    private Sample backwards(double events, double requests) {
        return growth.since("before", new Sample(events, requests), true).orElse(null);
    }

    @Test
    public void theFirstReadingOnlyBegins() {
        assertThat(forwards(7, 100)).isNull();
        assertThat(forwards(8, 150)).isEqualTo(new Sample(1, 50));
    }

    @Test
    public void eventsWaitForTheirTraffic() {
        forwards(7, 100);

        assertThat(forwards(8, 100)).isEqualTo(new Sample(0, 0));
        assertThat(forwards(9, 110)).isEqualTo(new Sample(2, 10));
    }

    @Test
    public void aCounterThatBeginsAnewCountsFromZero() {
        forwards(7, 100);

        assertThat(forwards(1, 30)).isEqualTo(new Sample(1, 30));
        assertThat(forwards(1, 40)).isEqualTo(new Sample(0, 10));
    }

    @Test
    public void eventsBeginAnewWithTheirTotal() {
        forwards(2, 1000);

        assertThat(forwards(3, 500)).isEqualTo(new Sample(3, 500));
    }

    /** Nine errors of 1,100 requests, and not of the hundred by which the total is above what it was. */
    @Test
    public void aRestartThatIsSeenBeforeItsFirstRequestIsRemembered() {
        forwards(10, 1000);

        assertThat(forwards(0, 0)).isEqualTo(new Sample(0, 0));
        assertThat(forwards(9, 1100)).isEqualTo(new Sample(9, 1100));
    }

    @Test
    public void backwardsTheEarlierIsTakenFromTheLater() {
        backwards(9, 1000);

        assertThat(backwards(7, 900)).isEqualTo(new Sample(2, 100));
        assertThat(backwards(50, 5000)).as("begun anew in between").isEqualTo(new Sample(7, 900));
    }

    /** A night without requests after a restart, gone through backwards, must not hide the day before it. */
    @Test
    public void backwardsASilenceAfterARestartIsPassed() {
        backwards(0, 10);
        assertThat(backwards(0, 0)).isEqualTo(new Sample(0, 10));
        assertThat(backwards(0, 0)).isEqualTo(new Sample(0, 0));

        assertThat(backwards(5, 900)).isEqualTo(new Sample(0, 0));
        assertThat(backwards(4, 800)).isEqualTo(new Sample(1, 100));
    }

    @Test
    public void aClockThatIsSetBackIsNoRestart() {
        Growth timed = new Growth(true);
        timed.since("now", new Sample(5, 1_700_000_000.0), false);

        assertThatThrownBy(() -> timed.since("now", new Sample(6, 1_699_999_990.0), false))
                .hasMessage("the clock was set back meanwhile, so counting begins anew");
        assertThat(timed.since("now", new Sample(8, 1_700_000_000.0), false)).contains(new Sample(2, 10));
        assertThat(timed.since("now", new Sample(1, 1_700_000_010.0), false)).contains(new Sample(1, 10));
    }
}
