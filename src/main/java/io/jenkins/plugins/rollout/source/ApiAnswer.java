package io.jenkins.plugins.rollout.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * What an API answers, while it comes.
 *
 * @param status 200 to 299 or from 400 on, except 401 and 403
 * @param body throws an {@link ApiException} once it is longer than was allowed, and an exception when time is up
 * @param mask takes the secrets out that were sent
 */
record ApiAnswer(int status, HttpHeaders headers, InputStream body, UnaryOperator<String> mask) {
    private static final int LONGEST_QUOTE = 200;
    private static final int QUOTED_BYTES = 4096;

    boolean isOk() {
        return status >= 200 && status < 300;
    }

    /** @throws ApiException if the status is not one of success, quoting how the body begins */
    void requireOk() throws IOException {
        if (!isOk()) {
            String begin = quote(new String(body.readNBytes(QUOTED_BYTES), StandardCharsets.UTF_8));
            throw new ApiException("it answered " + status + (begin.isEmpty() ? "" : ": " + begin));
        }
    }

    /** A text of the answer as it may be shown: on one line, not long, without secrets. */
    String quote(String text) {
        String line = mask.apply(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() > LONGEST_QUOTE ? line.substring(0, LONGEST_QUOTE) + "…" : line;
    }
}
