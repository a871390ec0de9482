package io.jenkins.plugins.rollout.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A question to an HTTP API, the one way in which sources ask such. The answer is bounded in time and size, whatever the other
 * side does; a redirect is an error, for it would take the credentials elsewhere.
 *
 * @param address absolute, everything in it encoded
 * @param form fields that are posted; empty for a {@code GET}
 * @param timeout for the whole answer, its body included
 * @param credentials the id of what is sent as {@code Authorization}; empty for nothing
 * @param mostBytes that the body may have
 */
record ApiRequest(String address, Map<String, String> form, Duration timeout, String credentials, long mostBytes) {
    /** Enough for every sensible answer with numbers. */
    static final long MOST_BYTES = 16L << 20;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    static ApiRequest get(String address, Duration timeout, String credentials) {
        return new ApiRequest(address, Map.of(), timeout, credentials, MOST_BYTES);
    }

    static ApiRequest post(String address, Map<String, String> form, Duration timeout, String credentials) {
        return new ApiRequest(address, form, timeout, credentials, MOST_BYTES);
    }

    /** Makes something of an answer while it comes: a parser on its body needs no memory for all of it. */
    @FunctionalInterface
    interface Reader<T> {
        /** @throws IOException an {@link ApiException} with a sentence, or whatever reading and parsing throw */
        T read(ApiAnswer answer) throws IOException;
    }

    /**
     * Asks.
     *
     * @param reader is called with every answer but redirects and refused credentials; what it leaves of the body is not
     *     fetched
     * @throws ApiException if nothing was answered, or nothing that the reader could read
     * @throws InterruptedException if the thread was interrupted; nothing goes on then
     */
    <T> T ask(Laboratory laboratory, Reader<T> reader) throws ApiException, InterruptedException {
        Optional<Authorization> authorization = authorization(laboratory.credentials());
        UnaryOperator<String> mask =
                text -> authorization.map(secret -> secret.mask(text)).orElse(text);
        HttpRequest request = request(authorization);
        try {
            return TimedHttp.send(
                    request, timeout, response -> answer(response, mask).read(reader));
        } catch (ApiException e) {
            throw e;
        } catch (IOException e) {
            throw new ApiException(NoAnswer.why(e, request.uri(), timeout, mask), e);
        }
    }

    private Optional<Authorization> authorization(Credentials known) throws ApiException {
        if (credentials.isEmpty()) {
            return Optional.empty();
        }
        Optional<Authorization> found = known.find(credentials);
        if (found.isEmpty()) {
            throw new ApiException(known.missing(credentials));
        }
        return found;
    }

    private HttpRequest request(Optional<Authorization> authorization) throws ApiException {
        HttpRequest.Builder request = TimedHttp.request(timeout).header("Accept", "application/json");
        try {
            request.uri(URI.create(address));
        } catch (IllegalArgumentException e) {
            throw new ApiException("its address is unusable: " + e.getMessage(), e);
        }
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(encoded()));
        }
        if (authorization.isPresent()) {
            try {
                request.header("Authorization", authorization.get().header());
            } catch (IllegalArgumentException e) {
                // What the client says of a header would quote it.
                throw new ApiException(
                        "the credentials '" + credentials + "' hold a character that can't be sent in a header");
            }
        }
        return request.build();
    }

    private String encoded() {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private ApiAnswer answer(HttpResponse<InputStream> response, UnaryOperator<String> mask) throws ApiException {
        int status = response.statusCode();
        InputStream body = new BoundedInputStream(response.body(), mostBytes);
        ApiAnswer answer = new ApiAnswer(status, response.headers(), body, mask);
        if (status >= 300 && status < 400) {
            String to = response.headers().firstValue("Location").orElse("");
            throw new ApiException("it answered " + status + ", a redirect"
                    + (to.isEmpty() ? "" : " to " + answer.quote(to))
                    + "; redirects are not followed, as the credentials would go there: write the address itself");
        }
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            throw new ApiException("it answered " + status
                    + (credentials.isEmpty()
                            ? "; name 'credentials' that it accepts"
                            : "; the credentials '" + credentials + "' are not accepted or not allowed to ask this"));
        }
        return answer;
    }
}
