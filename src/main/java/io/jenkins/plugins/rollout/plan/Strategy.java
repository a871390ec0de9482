package io.jenkins.plugins.rollout.plan;

import java.util.ArrayList;
import java.util.List;

/** How the instances of one environment are divided into waves. */
public sealed interface Strategy {
    /** The strategy's word in a rollout file: {@code canary}. */
    String word();

    /**
     * Divides candidates into waves.
     *
     * @param candidates by ring, then by name
     * @return one size for each wave with what to call it; the sizes add up to the number of candidates
     */
    List<Slice> slices(List<Candidate> candidates);

    /**
     * An instance to be placed in a wave.
     *
     * @param ring of its customer; 0 for a shared one
     */
    record Candidate(String instance, int ring) {}

    /**
     * The next {@code size} candidates.
     *
     * @param name of the wave, such as {@code canary} or {@code to 50%}
     * @param why one phrase that says why an instance is in this wave
     */
    record Slice(int size, String name, String why) {}

    /** Everything in one wave. */
    record AllAtOnce() implements Strategy {
        @Override
        public String word() {
            return "allAtOnce";
        }

        @Override
        public List<Slice> slices(List<Candidate> candidates) {
            return List.of(new Slice(candidates.size(), "all", "all at once"));
        }
    }

    /**
     * Equal batches.
     *
     * @param batch instances, or a share of the selection in this environment
     */
    record Rolling(Amount batch) implements Strategy {
        @Override
        public String word() {
            return "rolling";
        }

        @Override
        public List<Slice> slices(List<Candidate> candidates) {
            int size = batch.roundedUp(candidates.size());
            int batches = (candidates.size() + size - 1) / size;
            List<Slice> slices = new ArrayList<>(batches);
            for (int i = 0; i < batches; i++) {
                int count = Math.min(size, candidates.size() - i * size);
                slices.add(new Slice(
                        count,
                        "batch " + (i + 1),
                        "batch " + (i + 1) + " of " + batches + ", " + batch + " at a time"));
            }
            return slices;
        }
    }

    /**
     * A few first, then ever larger shares.
     *
     * @param first instances, or a share
     * @param then cumulative shares, rising; what they leave comes in a last wave
     */
    record Canary(Amount first, List<Amount> then) implements Strategy {
        public Canary {
            then = List.copyOf(then);
        }

        @Override
        public String word() {
            return "canary";
        }

        @Override
        public List<Slice> slices(List<Candidate> candidates) {
            int total = candidates.size();
            List<Slice> slices = new ArrayList<>();
            int reached = first.roundedUp(total);
            slices.add(new Slice(reached, "canary", "canary: the first " + reached + " by ring and name"));
            List<Amount> goals = new ArrayList<>(then);
            goals.add(Amount.percent(100));
            for (Amount goal : goals) {
                int upTo = goal.roundedUp(total);
                if (upTo > reached) {
                    slices.add(new Slice(upTo - reached, "to " + goal, "up to " + goal + " of " + total));
                    reached = upTo;
                }
            }
            return slices;
        }
    }

    /** A wave for each ring of customers, the lowest first. */
    record Rings() implements Strategy {
        @Override
        public String word() {
            return "rings";
        }

        @Override
        public List<Slice> slices(List<Candidate> candidates) {
            List<Slice> slices = new ArrayList<>();
            int start = 0;
            for (int i = 1; i <= candidates.size(); i++) {
                int ring = candidates.get(start).ring();
                if (i == candidates.size() || candidates.get(i).ring() != ring) {
                    slices.add(new Slice(i - start, "ring " + ring, "ring " + ring));
                    start = i;
                }
            }
            return slices;
        }
    }
}
