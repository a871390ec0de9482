package io.jenkins.plugins.rollout.source;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Credentials in the variables of a process: {@code ROLLOUT_CREDENTIALS_HEALTH_TOKEN} for the id {@code health-token},
 * with a user and a password, {@code user:password}, or a token, which has no colon.
 */
public record EnvironmentCredentials(Map<String, String> variables) implements Credentials {
    public EnvironmentCredentials {
        variables = Map.copyOf(variables);
    }

    @Override
    public Optional<Authorization> find(String id) {
        return Optional.ofNullable(variables.get(variable(id)))
                .filter(value -> !value.isBlank())
                .map(EnvironmentCredentials::authorization);
    }

    private static Authorization authorization(String value) {
        int colon = value.indexOf(':');
        return colon < 0
                ? Authorization.bearer(value)
                : Authorization.basic(value.substring(0, colon), value.substring(colon + 1));
    }

    @Override
    public String missing(String id) {
        return "there are no credentials '" + id + "'; set " + variable(id) + " to user:password or to a token";
    }

    private static String variable(String id) {
        return "ROLLOUT_CREDENTIALS_" + id.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Without the values. */
    @Override
    public String toString() {
        return "EnvironmentCredentials[]";
    }
}
