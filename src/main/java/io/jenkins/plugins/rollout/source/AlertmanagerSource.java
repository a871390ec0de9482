package io.jenkins.plugins.rollout.source;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks an Alertmanager whether an alert fires that matches: one that does is a failure, unless it is silenced or inhibited.
 * Where nothing fires it passes, also if the Alertmanager never got an alert; nothing tells the two apart.
 *
 * @param url below which the API is; empty for the {@linkplain Addresses usual} one
 * @param matchers labels of an alert, and the values that they must have, with {@linkplain Placeholders placeholders}
 * @param credentials the id of what is sent as {@code Authorization}; empty for nothing
 */
public record AlertmanagerSource(String url, Map<String, String> matchers, Duration timeout, String credentials)
        implements Source {
    static final String KIND = "alertmanager";
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    public AlertmanagerSource {
        matchers = Collections.unmodifiableMap(new LinkedHashMap<>(matchers));
    }

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public boolean needsUrl() {
        return false;
    }

    @Override
    public boolean provesVersion() {
        return false;
    }

    @Override
    public String usualServer() {
        return url.isEmpty() ? KIND : "";
    }

    @Override
    public String credentialsId() {
        return credentials;
    }

    @Override
    public Reading read(Inquiry inquiry, Laboratory laboratory) throws InterruptedException {
        return new AlertmanagerProbe(this, inquiry.subject(), laboratory).read();
    }
}
