package io.jenkins.plugins.rollout.source;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a check sends as {@code Authorization}.
 *
 * @param header the field's value
 * @param secrets the texts that must never be shown
 */
public record Authorization(String header, List<String> secrets) implements Serializable {
    public Authorization {
        secrets = Stream.concat(Stream.of(header), secrets.stream())
                .filter(secret -> !secret.isEmpty())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** @param token sent without the line break that may stand at its end */
    public static Authorization bearer(String token) {
        return new Authorization("Bearer " + token.strip(), List.of(token.strip()));
    }

    public static Authorization basic(String user, String password) {
        String encoded = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new Authorization("Basic " + encoded, List.of(encoded, password));
    }

    /** The same text with asterisks where a secret stood. */
    String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, "****");
        }
        return masked;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "Authorization[****]";
    }
}
