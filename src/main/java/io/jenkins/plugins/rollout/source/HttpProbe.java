package io.jenkins.plugins.rollout.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.jenkins.plugins.rollout.source.Reading.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks an {@link HttpSource} once. The clock of the laboratory dates it; how long it took is measured by the machine. */
final class HttpProbe {
    /** Of a name that comes twice nobody knows which value counts. */
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    /** More of a body than this is not looked at. */
    private static final int LONGEST_BODY = 1 << 20;

    private static final int LONGEST_QUOTE = 80;

    private final HttpSource check;
    private final Subject subject;
    private final Laboratory laboratory;
    private Optional<Authorization> authorization = Optional.empty();

    HttpProbe(HttpSource check, Subject subject, Laboratory laboratory) {
        this.check = check;
        this.subject = subject;
        this.laboratory = laboratory;
    }

    Reading read() throws InterruptedException {
        Instant at = laboratory.clock().instant();
        HttpRequest request;
        try {
            HttpRequest.Builder builder = TimedHttp.request(check.timeout()).uri(target());
            String obstacle = authorize(builder);
            if (!obstacle.isEmpty()) {
                return Reading.error(obstacle, at, Duration.ZERO);
            }
            request = builder.build();
        } catch (IllegalArgumentException e) {
            return Reading.error("its address is unusable: " + e.getMessage(), at, Duration.ZERO);
        }
        long start = System.nanoTime();
        try {
            Answer answer = ask(request);
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return assess(answer, at, took);
        } catch (IOException e) {
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            return new Reading(Outcome.FAIL, noAnswer(e, request.uri(), took), at, took, List.of());
        }
    }

    /** @return why it can't be asked; empty if it can. What the client says of a header would quote it. */
    private String authorize(HttpRequest.Builder request) {
        String id = check.credentials();
        if (id.isEmpty()) {
            return "";
        }
        authorization = laboratory.credentials().find(id);
        if (authorization.isEmpty()) {
            return laboratory.credentials().missing(id);
        }
        try {
            request.header("Authorization", authorization.get().header());
            return "";
        } catch (IllegalArgumentException e) {
            return "the credentials '" + id + "' hold a character that can't be sent in a header";
        }
    }

    private URI target() {
        String base = subject.url().endsWith("/")
                ? subject.url().substring(0, subject.url().length() - 1)
                : subject.url();
        return URI.create(base + Placeholders.fillAddress(check.path(), subject));
    }

    private record Answer(int status, String body) {}

    private Answer ask(HttpRequest request) throws IOException, InterruptedException {
        return TimedHttp.send(request, check.timeout(), response -> {
            byte[] bytes = response.body().readNBytes(LONGEST_BODY);
            return new Answer(response.statusCode(), withoutSecrets(new String(bytes, StandardCharsets.UTF_8)));
        });
    }

    /** An answer may repeat what it was asked with, and is quoted where it is not what was wanted. */
    private String withoutSecrets(String text) {
        return authorization.map(secret -> secret.mask(text)).orElse(text);
    }

    private Reading assess(Answer answer, Instant at, Duration took) {
        String failure = failure(answer, took);
        List<Sample> latency = List.of(Sample.of(took.toNanos() / 1e6));
        String answered = "answered " + answer.status() + " after " + took.toMillis() + " ms";
        return failure.isEmpty()
                ? new Reading(Outcome.PASS, answered, at, took, latency)
                : new Reading(Outcome.FAIL, answered + ", " + failure, at, took, latency);
    }

    /** What is wrong with the answer; empty if nothing is. */
    private String failure(Answer answer, Duration took) {
        if (answer.status() != check.status()) {
            return "wanted " + check.status();
        }
        if (!check.latencyBelow().isZero() && took.compareTo(check.latencyBelow()) >= 0) {
            return "wanted less than " + check.latencyBelow().toMillis() + " ms";
        }
        String text = Placeholders.fill(check.bodyContains(), subject);
        if (!answer.body().contains(text)) {
            return "the body lacks '" + text + "'";
        }
        return check.json().isEmpty() ? "" : jsonFailure(answer.body());
    }

    private String jsonFailure(String body) {
        JsonNode document;
        try {
            document = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return e instanceof MismatchedInputException
                    ? "the body has a name twice in the same object"
                    : "the body is not JSON";
        }
        for (Map.Entry<String, String> wanted : check.json().entrySet()) {
            String value = Placeholders.fill(wanted.getValue(), subject);
            JsonNode found = document.at(wanted.getKey());
            if (found.isMissingNode()) {
                return "there is no " + wanted.getKey() + ", wanted '" + value + "'";
            }
            String text = found.isValueNode() ? found.asText() : found.toString();
            if (!text.equals(value)) {
                return wanted.getKey() + " is '" + quote(text) + "', wanted '" + value + "'";
            }
        }
        return "";
    }

    private static String quote(String text) {
        return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    }

    private String noAnswer(IOException e, URI address, Duration took) {
        if (took.compareTo(check.timeout()) >= 0 || e instanceof HttpTimeoutException) {
            return "no answer within " + check.timeout().toMillis() + " ms";
        }
        return "no answer: "
                + NoAnswer.obstacle(e, address, this::withoutSecrets)
                        .orElseGet(() -> NoAnswer.phrase(e, this::withoutSecrets));
    }
}
