package io.jenkins.plugins.rollout.health;

import java.util.Map;

/** Fills what a check says about "this" instance with the instance's own values. */
final class Placeholders {
    static final String VERSION = "{version}";

    private static final Map<String, String> VARIABLES = Map.of(
            VERSION,
            "ROLLOUT_VERSION",
            "{instance}",
            "ROLLOUT_INSTANCE",
            "{customer}",
            "ROLLOUT_CUSTOMER",
            "{environment}",
            "ROLLOUT_ENVIRONMENT");

    private Placeholders() {}

    static String fill(String text, Subject subject) {
        String filled = text;
        for (Map.Entry<String, String> placeholder : VARIABLES.entrySet()) {
            if (filled.contains(placeholder.getKey())) {
                String value = subject.environment().getOrDefault(placeholder.getValue(), "");
                filled = filled.replace(placeholder.getKey(), value);
            }
        }
        return filled;
    }
}
