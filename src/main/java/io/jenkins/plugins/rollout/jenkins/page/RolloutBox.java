package io.jenkins.plugins.rollout.jenkins.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The matrix in small, for a build's page: environment by environment, a square for each instance. */
public final class RolloutBox {
    private static final int STEP = 11;
    private static final int SIDE = 9;
    private static final int COLUMNS = 50;

    private final RolloutDocument rollout;
    private final List<Stage> stages = new ArrayList<>();

    RolloutBox(RolloutDocument rollout) {
        this.rollout = rollout;
        Map<String, List<InstanceDocument>> byEnvironment = new LinkedHashMap<>();
        rollout.getInstances().forEach(instance -> byEnvironment
                .computeIfAbsent(instance.getEnvironment(), environment -> new ArrayList<>())
                .add(instance));
        byEnvironment.forEach((environment, instances) -> stages.add(new Stage(environment, instances)));
    }

    public RolloutDocument getRollout() {
        return rollout;
    }

    public List<Stage> getStages() {
        return stages;
    }

    /** The squares of one environment: one path for each tone, however many instances there are. */
    public static final class Stage {
        private final String environment;
        private final int size;
        private final Map<String, StringBuilder> squares = new LinkedHashMap<>();
        private final Map<String, Integer> counts = new LinkedHashMap<>();

        Stage(String environment, List<InstanceDocument> instances) {
            this.environment = environment;
            this.size = instances.size();
            for (int i = 0; i < size; i++) {
                String state = instances.get(i).getState();
                counts.merge(state.replace('-', ' '), 1, Integer::sum);
                squares.computeIfAbsent(Tone.of(state), tone -> new StringBuilder())
                        .append('M')
                        .append(i % COLUMNS * STEP)
                        .append(' ')
                        .append(i / COLUMNS * STEP)
                        .append('h' + "" + SIDE + "v" + SIDE + "h-" + SIDE + "z");
            }
        }

        public String getEnvironment() {
            return environment;
        }

        public int getWidth() {
            return Math.min(size, COLUMNS) * STEP;
        }

        public int getHeight() {
            return (size + COLUMNS - 1) / COLUMNS * STEP;
        }

        /** By tone. */
        public Map<String, StringBuilder> getSquares() {
            return squares;
        }

        /** {@code 57 healthy, 2 rolled back, 1 failed}. */
        public String getText() {
            List<String> parts = new ArrayList<>();
            counts.forEach((state, count) -> parts.add(count + " " + state));
            return String.join(", ", parts);
        }
    }
}
