package io.jenkins.plugins.rollout.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Every choice of a simulated rollout, from one seed. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this.random = new SplittableRandom(seed);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** Both ends included. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Some of them, at least one, in their order. */
    <T> List<T> someOf(List<T> choices) {
        double share = random.nextDouble();
        List<T> some = choices.stream().filter(choice -> happens(share)).toList();
        return some.isEmpty() ? List.of(oneOf(choices)) : some;
    }

    Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }
}
