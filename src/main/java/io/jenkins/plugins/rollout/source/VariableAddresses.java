package io.jenkins.plugins.rollout.source;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Addresses that variables such as {@code ROLLOUT_PROMETHEUS_URL} have, by the names of these. */
record VariableAddresses(Map<String, String> urls) implements Addresses, Serializable {
    private static final String BEGIN = "ROLLOUT_";
    private static final String END = "_URL";

    VariableAddresses {
        urls = Map.copyOf(urls);
    }

    static VariableAddresses of(Map<String, String> variables) {
        Map<String, String> urls = new HashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(BEGIN) && name.endsWith(END) && !value.isBlank()) {
                urls.put(name, value.strip());
            }
        });
        return new VariableAddresses(urls);
    }

    @Override
    public Optional<String> find(String kind) {
        return Optional.ofNullable(urls.get(variable(kind)));
    }

    @Override
    public String missing(String kind) {
        return "the check says no 'url' of " + kind + "; add it, or set " + variable(kind);
    }

    private static String variable(String kind) {
        return BEGIN + kind.toUpperCase(Locale.ROOT) + END;
    }
}
