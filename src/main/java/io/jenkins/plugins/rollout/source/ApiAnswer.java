package io.jenkins.plugins.rollout.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
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

    /**
     * Lets a reader make something of it.
     *
     * @throws ApiException also where the reader met something that is not the JSON that it wanted
     */
    <T> T read(ApiRequest.Reader<T> reader) throws IOException {
        try {
            return reader.read(this);
        } catch (JsonEOFException e) {
            throw new ApiException("its answer breaks off: the JSON is not complete", e);
        } catch (StreamConstraintsException e) {
            throw new ApiException(
                    "its answer is nested too deep, or has a name, a text or a number that is too long; it was not"
                            + " read on",
                    e);
        } catch (JsonProcessingException e) {
            throw new ApiException("its answer is " + whatItIs() + "; see that the address is that of the API", e);
        }
    }

    /** As its headers say: what was never meant to be JSON is most often a login page, or an error of what stands before. */
    private String whatItIs() {
        String encoding = header("Content-Encoding");
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            return "compressed (" + encoding + "), which was not asked for";
        }
        String type = header("Content-Type");
        return type.isEmpty() || type.contains("json")
                ? "not JSON, or not of the shape that is wanted"
                : "not JSON but " + type;
    }

    private String header(String name) {
        return quote(headers.firstValue(name).orElse(""));
    }

    /** A text of the answer as it may be shown: on one line, not long, without secrets. */
    String quote(String text) {
        return Excerpt.of(mask.apply(text));
    }
}
