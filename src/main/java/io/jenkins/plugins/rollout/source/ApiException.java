package io.jenkins.plugins.rollout.source;

import java.io.IOException;

/** Why an API has given no measurement, as a sentence for the person who must act. Never holds a secret. */
final class ApiException extends IOException {
    private static final long serialVersionUID = 1L;

    ApiException(String sentence) {
        super(sentence);
    }

    ApiException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
