package io.jenkins.plugins.rollout.source;

import java.util.Map;

/** Instances to ask about. */
final class Subjects {
    private Subjects() {}

    static Subject of(String instance, String customer, Map<String, String> labels) {
        return new Subject(
                instance,
                "http://127.0.0.1:1/billing",
                "4.2.0",
                labels,
                Map.of(
                        "ROLLOUT_VERSION", "4.2.0",
                        "ROLLOUT_PREVIOUS_VERSION", "4.1.0",
                        "ROLLOUT_SERVICE", "billing",
                        "ROLLOUT_URL", "http://127.0.0.1:1/billing",
                        "ROLLOUT_INSTANCE", instance,
                        "ROLLOUT_CUSTOMER", customer,
                        "ROLLOUT_ENVIRONMENT", "production"));
    }
}
