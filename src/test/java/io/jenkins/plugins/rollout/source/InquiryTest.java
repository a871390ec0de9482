package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.Test;

/** A fault of one source is not the end of a rollout. */
public class InquiryTest {
    private static final Laboratory LABORATORY =
            new Laboratory(Clock.systemUTC(), Path.of("."), Credentials.NONE, Addresses.NONE);

    @Test
    public void whateverASourceThrowsIsNoMeasurement() throws Exception {
        assertNoMeasurement(new IllegalStateException("no\nidea"), "java.lang.IllegalStateException: no idea");
        assertNoMeasurement(new StackOverflowError(), "java.lang.StackOverflowError");
        assertNoMeasurement(new OutOfMemoryError("Java heap space"), "java.lang.OutOfMemoryError: Java heap space");
    }

    private static void assertNoMeasurement(Throwable fault, String says) throws InterruptedException {
        Reading reading = Inquiry.now(new Broken(fault), Subjects.of("a", "acme", Map.of()))
                .answer(LABORATORY);

        assertThat(reading.outcome()).isEqualTo(Reading.Outcome.ERROR);
        assertThat(reading.detail()).isEqualTo("it could not be asked, for a fault of this program: " + says);
    }

    private record Broken(Throwable fault) implements Source {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public boolean needsUrl() {
            return false;
        }

        @Override
        public boolean provesVersion() {
            return false;
        }

        @Override
        public Reading read(Inquiry inquiry, Laboratory laboratory) {
            if (fault instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) fault;
        }
    }
}
