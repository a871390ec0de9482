package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Installation.Condition;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollback.RollbackPlanner;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Selector;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes up a fleet, what runs on it, and a rollout over it. */
final class ScenarioGenerator {
    private static final Release OLD = release("4.1.0");
    private static final Release NEW = release("4.2.0");

    private final Dice dice;

    ScenarioGenerator(Dice dice) {
        this.dice = dice;
    }

    private static Release release(String version) {
        String digest = version.replace(".", "").repeat(22).substring(0, 64);
        String path = "build/billing-" + version + ".tar.gz";
        return new Release("billing", version, List.of(new Artifact(path, 1024, digest)), "billing/main");
    }

    /** @return empty when the planner refuses what was made up */
    Optional<Scenario> next() {
        Topology topology = new TopologyGenerator(dice).next();
        RolloutSpec spec = new SpecGenerator(dice).next(topology);
        Installations installed = installed(topology, spec);
        Plan plan;
        try {
            plan = new Planner(topology, service -> service.equals("billing") ? installed : Installations.NONE)
                    .plan(spec, NEW);
        } catch (InvalidInputException refused) {
            return Optional.empty();
        }
        Map<String, Release> onRecord = topology.instances().stream()
                .collect(Collectors.toMap(Instance::name, instance -> installed.releaseOn(instance.name())));
        Hazards hazards = Hazards.random(dice);
        OnInconclusive onInconclusive = dice.oneOf(List.of(OnInconclusive.values()));
        if (dice.happens(0.9)) {
            return Optional.of(
                    new Scenario(topology, spec, NEW, installed, onRecord, onRecord, plan, onInconclusive, hazards));
        }
        Map<String, Release> running = new HashMap<>(onRecord);
        List<Placement> placements = plan.placements().toList();
        placements.forEach(placement -> running.put(placement.name(), NEW));
        Plan back = RollbackPlanner.undo(placements, 1);
        return Optional.of(
                new Scenario(topology, spec, NEW, installed, running, onRecord, back, onInconclusive, hazards));
    }

    private Installations installed(Topology topology, RolloutSpec spec) {
        Predicate<Instance> promoted = dice.happens(0.95) ? promotedTo(topology, spec) : instance -> false;
        List<Installation> installations = new ArrayList<>();
        double unknown = dice.happens(0.7) ? 0 : 0.2;
        for (Instance instance : topology.instances()) {
            if (promoted.test(instance)) {
                installations.add(installation(instance, NEW, Condition.HEALTHY));
            } else if (!dice.happens(unknown)) {
                Release release = dice.happens(0.9) ? OLD : NEW;
                Condition condition = dice.happens(0.9) ? Condition.HEALTHY : dice.oneOf(List.of(Condition.values()));
                installations.add(installation(instance, release, condition));
            }
        }
        return new Installations(installations);
    }

    /** Instances that the rollout leaves out, where the planner may want to find the release already. */
    private static Predicate<Instance> promotedTo(Topology topology, RolloutSpec spec) {
        Set<String> before = new HashSet<>();
        for (String environment : spec.environments()) {
            before.addAll(topology.environmentsBefore(environment));
        }
        Selector selector = spec.selector().inEnvironments(spec.environments());
        return instance -> before.contains(instance.environment()) && !selector.matches(instance, topology);
    }

    private static Installation installation(Instance instance, Release release, Condition condition) {
        return new Installation(instance.name(), release, Release.NONE, condition, VirtualClock.START, "earlier");
    }
}
