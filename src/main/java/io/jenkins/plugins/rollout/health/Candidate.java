package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Subject;
import java.io.Serializable;
import java.time.Instant;

/**
 * An instance that has the new release and is to be judged.
 *
 * @param begun when its deployment began: until then it ran the old release
 */
public record Candidate(Subject subject, Instant begun) implements Serializable {
    public String name() {
        return subject.instance();
    }
}
