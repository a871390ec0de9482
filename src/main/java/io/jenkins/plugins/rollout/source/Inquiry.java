package io.jenkins.plugins.rollout.source;

import java.io.Serializable;
import java.time.Duration;

/**
 * What a source is asked.
 *
 * @param ago how things were so long ago, of a source that {@linkplain Source#remembers() remembers}; zero for now
 */
public record Inquiry(Source source, Subject subject, Duration ago) implements Serializable {
    public static Inquiry now(Source source, Subject subject) {
        return new Inquiry(source, subject, Duration.ZERO);
    }

    public Reading answer(Laboratory laboratory) throws InterruptedException {
        return source.read(this, laboratory);
    }
}
