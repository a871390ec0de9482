package io.jenkins.plugins.rollout.jenkins.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The matrix in small, for a build's page: environment by environment, a square for each instance. */
public final class RolloutBox {
    /** From this many instances on, an environment's squares are small. */
    private static final int MANY = 100;

    /**
     * How squares stand.
     *
     * @param step from one to the next, in pixels
     */
    private record Grid(int step, int side, int columns) {
        static Grid of(int instances) {
            return instances > MANY ? new Grid(5, 4, 100) : new Grid(11, 9, 50);
        }
    }

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
        private final Grid grid;
        private final Map<String, StringBuilder> squares = new LinkedHashMap<>();
        private final Map<String, Integer> counts = new LinkedHashMap<>();

        Stage(String environment, List<InstanceDocument> instances) {
            this.environment = environment;
            this.size = instances.size();
            this.grid = Grid.of(size);
            for (int i = 0; i < size; i++) {
                String state = instances.get(i).getState();
                counts.merge(state.replace('-', ' '), 1, Integer::sum);
                squares.computeIfAbsent(Tone.of(state), tone -> new StringBuilder())
                        .append('M')
                        .append(i % grid.columns() * grid.step())
                        .append(' ')
                        .append(i / grid.columns() * grid.step())
                        .append("h%1$dv%1$dh-%1$dz".formatted(grid.side()));
            }
        }

        public String getEnvironment() {
            return environment;
        }

        public int getWidth() {
            return Math.min(size, grid.columns()) * grid.step();
        }

        public int getHeight() {
            return (size + grid.columns() - 1) / grid.columns() * grid.step();
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
