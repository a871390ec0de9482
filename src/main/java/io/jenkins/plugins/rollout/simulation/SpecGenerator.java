package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.Sampling;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.Strategy;
import io.jenkins.plugins.rollout.source.HttpSource;
import io.jenkins.plugins.rollout.topology.Customer;
import io.jenkins.plugins.rollout.topology.Environment;
import io.jenkins.plugins.rollout.topology.Selector;
import io.jenkins.plugins.rollout.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes up what a rollout file could ask for. */
final class SpecGenerator {
    private static final RolloutSpec.Source SOURCE = new RolloutSpec.Source("simulated.yaml", Path.of("simulated"), "");

    private final Dice dice;

    SpecGenerator(Dice dice) {
        this.dice = dice;
    }

    RolloutSpec next(Topology topology) {
        List<String> environments =
                topology.environments().stream().map(Environment::name).toList();
        return new RolloutSpec(
                SOURCE,
                "billing",
                "build/billing.tar.gz",
                dice.happens(0.6) ? environments : dice.someOf(environments),
                selector(topology),
                strategy(),
                new RolloutSpec.Limits(dice.between(1, 8), failureBudget(), Duration.ofSeconds(dice.between(0, 60))),
                dice.oneOf(List.of(OnFailure.values())),
                new RolloutSpec.Deployment(
                        List.of("./deploy.sh"), Duration.ofMinutes(10), dice.between(0, 2), Duration.ofSeconds(1)),
                gate(),
                dice.happens(0.75) ? RolloutSpec.Promotion.REQUIRE : RolloutSpec.Promotion.IGNORE,
                RolloutSpec.Approver.ANYBODY);
    }

    private Selector selector(Topology topology) {
        List<String> customers =
                topology.customers().stream().map(Customer::name).toList();
        List<Integer> rings =
                topology.customers().stream().map(Customer::ring).distinct().toList();
        return new Selector(
                Set.of(),
                dice.happens(0.2) ? Set.copyOf(dice.someOf(customers)) : Set.of(),
                dice.happens(0.2) ? Set.copyOf(dice.someOf(rings)) : Set.of(),
                dice.happens(0.2) ? Map.of("tier", dice.oneOf(TopologyGenerator.TIERS)) : Map.of());
    }

    private Strategy strategy() {
        return switch (dice.between(1, 4)) {
            case 1 -> new Strategy.AllAtOnce();
            case 2 -> new Strategy.Rolling(amount(4, 50));
            case 3 ->
                new Strategy.Canary(
                        amount(2, 20),
                        dice.someOf(List.of(Amount.percent(30), Amount.percent(60), Amount.percent(100))));
            default -> new Strategy.Rings();
        };
    }

    private Amount amount(int mostInstances, int mostPercent) {
        return dice.happens(0.5)
                ? Amount.instances(dice.between(1, mostInstances))
                : Amount.percent(dice.between(1, mostPercent));
    }

    private Amount failureBudget() {
        return dice.happens(0.4) ? Amount.instances(0) : amount(3, 60);
    }

    private Gate gate() {
        if (dice.happens(0.2)) {
            return Gate.OPEN;
        }
        HttpSource check =
                new HttpSource("/health", 200, Duration.ZERO, "{version}", Map.of(), HttpSource.DEFAULT_TIMEOUT, "");
        return Gate.of(
                List.of(Check.of(check, new Sampling(dice.between(1, 3), Duration.ofSeconds(1), Duration.ZERO))));
    }
}
