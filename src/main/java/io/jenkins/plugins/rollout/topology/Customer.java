package io.jenkins.plugins.rollout.topology;

import java.time.ZoneId;
import java.util.Map;

/**
 * A tenant.
 *
 * @param ring lower rings get a release first; 0 unless given
 * @param timeZone where the customer's working day is; UTC unless given
 */
public record Customer(String name, int ring, ZoneId timeZone, Map<String, String> labels) {
    public Customer {
        labels = Map.copyOf(labels);
    }
}
