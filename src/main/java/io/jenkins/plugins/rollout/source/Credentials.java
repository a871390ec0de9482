package io.jenkins.plugins.rollout.source;

import java.util.Optional;

/** Where the secrets are that checks are to send. Checks know their ids only. */
public interface Credentials {
    /** Has none. */
    Credentials NONE = new Credentials() {
        @Override
        public Optional<Authorization> find(String id) {
            return Optional.empty();
        }

        @Override
        public String missing(String id) {
            return "there are no credentials '" + id + "' here";
        }
    };

    /** Asked for each measurement: a secret may change meanwhile. */
    Optional<Authorization> find(String id);

    /** One sentence for the person who must act, where {@link #find} has found nothing. */
    String missing(String id);
}
