package io.jenkins.plugins.rollout.health;

import java.util.ArrayList;
import java.util.List;

/** Asks an instance every check of a gate once, here or on another machine. */
@FunctionalInterface
public interface Sampler {
    /** Never throws for what the instance does, nor for what stands between. */
    List<Measurement> sample(Gate gate, Subject subject) throws InterruptedException;

    /** Asks from this machine, one check after the other. */
    static Sampler here(Laboratory laboratory) {
        return (gate, subject) -> {
            List<Measurement> sample = new ArrayList<>();
            for (Check check : gate.checks()) {
                sample.add(check.measure(subject, laboratory));
            }
            return sample;
        };
    }
}
