package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What a gate says of one instance, and why, in one sentence.
 */
public record InstanceHealth(String instance, Verdict verdict, String reason) {
    /**
     * Judges an instance by all that was measured on it: one failed measurement makes it unhealthy, and without a failure
     * one that was not measured leaves it open.
     */
    public static InstanceHealth judge(String instance, List<Measurement> measurements) {
        if (measurements.isEmpty()) {
            return new InstanceHealth(instance, Verdict.INCONCLUSIVE, "nothing was measured");
        }
        Optional<Measurement> failed = first(measurements, Outcome.FAIL);
        if (failed.isPresent()) {
            return new InstanceHealth(instance, Verdict.FAIL, describe(failed.get(), measurements));
        }
        Optional<Measurement> unmeasured = first(measurements, Outcome.ERROR);
        if (unmeasured.isPresent()) {
            return new InstanceHealth(instance, Verdict.INCONCLUSIVE, describe(unmeasured.get(), measurements));
        }
        if (measurements.size() == 1 && measurements.get(0).check().equals(Measurement.VERIFY)) {
            return new InstanceHealth(instance, Verdict.PASS, describe(measurements.get(0), measurements));
        }
        return new InstanceHealth(instance, Verdict.PASS, "all " + measurements.size() + " measurements passed");
    }

    private static Optional<Measurement> first(List<Measurement> measurements, Outcome outcome) {
        return measurements.stream()
                .filter(measurement -> measurement.outcome() == outcome)
                .findFirst();
    }

    private static String describe(Measurement one, List<Measurement> all) {
        if (one.check().equals(Measurement.VERIFY)) {
            return one.check() + ": " + one.detail();
        }
        long taken = all.stream()
                .filter(measurement -> measurement.check().equals(one.check()))
                .count();
        return one.check() + ": " + one.detail() + " (sample " + (positionOf(one, all)) + " of " + taken + ")";
    }

    private static int positionOf(Measurement one, List<Measurement> all) {
        return all.stream()
                        .filter(measurement -> measurement.check().equals(one.check()))
                        .toList()
                        .indexOf(one)
                + 1;
    }
}
