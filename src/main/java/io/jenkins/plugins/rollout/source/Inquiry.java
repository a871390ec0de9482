package io.jenkins.plugins.rollout.source;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * What a source is asked.
 *
 * @param ago how things were so long ago, of a source that {@linkplain Source#remembers() remembers}; zero for now
 */
public record Inquiry(Source source, Subject subject, Duration ago) implements Serializable {
    public static Inquiry now(Source source, Subject subject) {
        return new Inquiry(source, subject, Duration.ZERO);
    }

    /** Whatever a source makes of what it met, it is one answer that is missing, and never the end of a rollout. */
    public Reading answer(Laboratory laboratory) throws InterruptedException {
        Instant at = laboratory.clock().instant();
        try {
            return source.read(this, laboratory);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            Duration took = Duration.between(at, laboratory.clock().instant());
            return Reading.error(
                    "it could not be asked, for a fault of this program: " + Excerpt.of(e.toString()), at, took);
        }
    }
}
