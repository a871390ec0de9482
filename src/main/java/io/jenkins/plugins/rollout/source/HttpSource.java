package io.jenkins.plugins.rollout.source;

import java.time.Duration;
import java.util.Map;

/**
 * Asks the instance over HTTP: {@code GET} of a path below its URL.
 *
 * <p>{@linkplain Placeholders Placeholders} such as {@code {version}} are filled in in the path, the wanted text and the wanted
 * values.
 *
 * @param path begins with a slash
 * @param status the wanted status code, 100 to 599
 * @param latencyBelow the answer must be complete within less; zero asks for nothing
 * @param bodyContains text that the body must contain; empty asks for nothing
 * @param json JSON pointers (RFC 6901) into the body, and the value as text that must stand there
 * @param timeout after which there is no answer
 * @param credentials the id of what is sent as {@code Authorization}; empty for nothing
 */
public record HttpSource(
        String path,
        int status,
        Duration latencyBelow,
        String bodyContains,
        Map<String, String> json,
        Duration timeout,
        String credentials)
        implements Source {
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

    public HttpSource {
        json = Map.copyOf(json);
    }

    @Override
    public String name() {
        return "http " + path;
    }

    @Override
    public boolean needsUrl() {
        return true;
    }

    @Override
    public String credentialsId() {
        return credentials;
    }

    @Override
    public boolean provesVersion() {
        return path.contains(Placeholders.VERSION)
                || bodyContains.contains(Placeholders.VERSION)
                || json.values().stream().anyMatch(value -> value.contains(Placeholders.VERSION));
    }

    @Override
    public Reading read(Inquiry inquiry, Laboratory laboratory) throws InterruptedException {
        try {
            return new HttpProbe(this, inquiry.subject(), laboratory).read();
        } catch (MissingLabelException e) {
            return Reading.error(e.getMessage(), laboratory.clock().instant(), Duration.ZERO);
        }
    }
}
