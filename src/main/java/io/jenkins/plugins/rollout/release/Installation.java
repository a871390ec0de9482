package io.jenkins.plugins.rollout.release;

import java.time.Instant;
import java.util.Locale;

/**
 * Which release of a service an instance runs, as far as is on record.
 *
 * @param release that it runs
 * @param previous that it ran before; {@link Release#NONE} if none is on record
 * @param rollout the id of the rollout that brought it there
 */
public record Installation(
        String instance, Release release, Release previous, Condition condition, Instant since, String rollout) {
    public enum Condition {
        /** A gate let it pass, or a person approved it. */
        HEALTHY,
        /** Deployed, and not judged yet. */
        UNVERIFIED,
        /** A gate found it unhealthy. */
        UNHEALTHY,
        /** A deployment over it failed or never ended, so what is there may be half of each. */
        UNKNOWN;

        /** As it stands in documents: {@code healthy}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public boolean isHealthy() {
        return condition == Condition.HEALTHY;
    }
}
