package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.source.Reading.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Commands that tell whether an instance is well. */
public class CommandSourceTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String version = "4.2.0";

    @Test
    public void theExitStatusIsTheAnswer() throws Exception {
        assertThat(measure("true").outcome()).isEqualTo(Outcome.PASS);
        assertThat(measure("exit 3").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(measure("exit 3").detail()).isEqualTo("exit status 3");
    }

    @Test
    public void theLastLineIsTheReason() throws Exception {
        assertThat(measure("echo looking; echo no taxes today; exit 1").detail())
                .isEqualTo("exit status 1, saying: no taxes today");
    }

    @Test
    public void ofALongStoryTheEndIsTold() throws Exception {
        Reading measured = measure("yes 'nothing new' | head -c 40000000; echo; echo at last; exit 1");

        assertThat(measured.detail()).isEqualTo("exit status 1, saying: at last");
    }

    @Test
    public void itKnowsTheInstanceAndNothingIsPasted() throws Exception {
        version = "4.2 $(touch pwned)";

        assertThat(measure("test \"$ROLLOUT_VERSION\" = '4.2 $(touch pwned)' && touch here")
                        .outcome())
                .isEqualTo(Outcome.PASS);
        assertThat(folder.getRoot()).isDirectoryContaining("glob:**here").isDirectoryNotContaining("glob:**pwned");
    }

    @Test
    public void aCheckThatCannotBeMadeIsNoFailureOfTheInstance() throws Exception {
        assertThat(measure("./nothing.sh").outcome()).isEqualTo(Outcome.ERROR);
        Reading late = Inquiry.now(new CommandSource("sleep 60", Duration.ofMillis(200)), subject())
                .answer(laboratory());
        assertThat(late.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(late.detail()).startsWith("not done after");
    }

    private Reading measure(String run) throws InterruptedException {
        return Inquiry.now(new CommandSource(run, Duration.ofSeconds(30)), subject())
                .answer(laboratory());
    }

    private Subject subject() {
        return new Subject("acme-production", "", version, Map.of(), Map.of("ROLLOUT_VERSION", version));
    }

    private Laboratory laboratory() {
        Path path = folder.getRoot().toPath();
        return new Laboratory(Clock.systemUTC(), path, Credentials.NONE);
    }
}
