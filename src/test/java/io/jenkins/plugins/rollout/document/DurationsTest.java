package io.jenkins.plugins.rollout.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** How lengths of time are written in files. */
public class DurationsTest {
    @Test
    public void asPeopleWriteThem() {
        Map<String, Duration> durations = Map.of(
                "500ms", Duration.ofMillis(500),
                "0s", Duration.ZERO,
                "30s", Duration.ofSeconds(30),
                "10m", Duration.ofMinutes(10),
                "1h", Duration.ofHours(1),
                "1h30m", Duration.ofMinutes(90),
                "2d", Duration.ofDays(2),
                "1d2h3m4s5ms",
                        Duration.ofDays(1)
                                .plusHours(2)
                                .plusMinutes(3)
                                .plusSeconds(4)
                                .plusMillis(5));

        durations.forEach((text, duration) -> assertThat(Durations.parse(text)).contains(duration));
    }

    @Test
    public void asNobodyShould() {
        for (String text :
                List.of("", "30", "s", "1.5s", "-5s", "+5s", "5 s", "30m1h", "1h1h", "1w", "PT5S", "1H", "٣s")) {
            assertThat(Durations.parse(text)).as(text).isEmpty();
        }
    }

    @Test
    public void areWrittenAsTheyAreRead() {
        for (String text : List.of("300ms", "1s500ms", "90s", "1h30m", "2d")) {
            Duration duration = Durations.parse(text).orElseThrow();
            assertThat(Durations.parse(Durations.text(duration))).contains(duration);
        }
        assertThat(Durations.text(Duration.ofSeconds(90))).isEqualTo("1m30s");
        assertThat(Durations.text(Duration.ofMillis(300))).isEqualTo("300ms");
        assertThat(Durations.text(Duration.ofNanos(5))).isEqualTo("0s");
    }
}
