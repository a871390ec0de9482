package io.jenkins.plugins.rollout.source;

import java.time.Duration;

/**
 * Asks any API that answers in JSON, for one number of what it says.
 *
 * @param url what is asked: absolute, or a path below the instance's url
 * @param pointer where the number stands, a JSON pointer (RFC 6901)
 * @param total where it stands how many requests those events are a part of; empty if they are not a part of anything
 * @param counter whether the number is a running total, by itself
 * @param credentials the id of what is sent as {@code Authorization}; empty for nothing
 */
public record JsonSource(
        String url, String pointer, String total, boolean counter, Duration timeout, String credentials)
        implements Source {
    static final String KIND = "json";
    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);

    @Override
    public String name() {
        return KIND + " " + pointer;
    }

    boolean hasTotal() {
        return !total.isEmpty();
    }

    boolean isBelowInstance() {
        return url.startsWith("/");
    }

    @Override
    public boolean needsUrl() {
        return isBelowInstance() || url.contains(Placeholders.URL);
    }

    /** A number doesn't say whose it is. */
    @Override
    public boolean provesVersion() {
        return false;
    }

    @Override
    public String credentialsId() {
        return credentials;
    }

    @Override
    public boolean countsByTime() {
        return counter && !hasTotal();
    }

    @Override
    public Answers answers() {
        return hasTotal() || counter ? Answers.COUNTERS : Answers.NUMBERS;
    }

    @Override
    public Reading read(Inquiry inquiry, Laboratory laboratory) throws InterruptedException {
        return new JsonProbe(this, inquiry.subject(), laboratory).read();
    }
}
