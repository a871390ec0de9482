package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Inquiry;
import io.jenkins.plugins.rollout.source.Laboratory;
import io.jenkins.plugins.rollout.source.Reading;
import java.util.ArrayList;
import java.util.List;

/** Asks sources, here or on another machine. */
@FunctionalInterface
public interface Sampler {
    /**
     * Never throws for what the other side does, nor for what stands between.
     *
     * @return an answer to each, in their order
     */
    List<Reading> sample(List<Inquiry> inquiries) throws InterruptedException;

    /** Asks from this machine, one after the other. */
    static Sampler here(Laboratory laboratory) {
        return inquiries -> {
            List<Reading> readings = new ArrayList<>();
            for (Inquiry inquiry : inquiries) {
                readings.add(inquiry.answer(laboratory));
            }
            return readings;
        };
    }
}
