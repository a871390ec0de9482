package io.jenkins.plugins.rollout.plan;

import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.plan.Strategy.Candidate;
import io.jenkins.plugins.rollout.plan.Strategy.Slice;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Customer;
import io.jenkins.plugins.rollout.topology.Environment;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.NaturalOrder;
import io.jenkins.plugins.rollout.topology.Selector;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the plan of a rollout: which instance gets the release in which wave. The same input gives the same plan, in
 * whatever order its parts are listed.
 */
public final class Planner {
    private final Topology topology;
    private final Inventory inventory;

    /** @param inventory what runs where, of any service */
    public Planner(Topology topology, Inventory inventory) {
        this.topology = topology;
        this.inventory = inventory;
    }

    /** What runs where; the ledger knows. */
    @FunctionalInterface
    public interface Inventory {
        Installations of(String service);
    }

    /** @throws io.jenkins.plugins.rollout.document.InvalidInputException naming everything that stands in the way */
    public Plan plan(RolloutSpec spec, Release release) {
        Problems problems = new Problems();
        Preconditions preconditions = new Preconditions(topology, inventory, spec, release, problems);
        preconditions.checkReferences();
        problems.throwIfErrors();

        Map<String, List<Instance>> selected = select(spec);
        preconditions.checkSelection(selected);
        problems.throwIfErrors();

        return new Plan(
                Action.DEPLOY,
                spec.service(),
                release.version(),
                waves(spec, release, selected),
                promotion(spec, selected),
                preconditions.warnings(selected));
    }

    /** The selected instances of each environment, in the order in which they get the release. */
    private Map<String, List<Instance>> select(RolloutSpec spec) {
        Map<String, List<Instance>> selected = new HashMap<>();
        Selector selector = spec.selector().inEnvironments(spec.environments());
        selector.select(topology).stream()
                .map(instance -> new Ranked(instance, ring(instance)))
                .sorted(Comparator.comparingInt(Ranked::ring).thenComparing(Ranked::name, NaturalOrder.INSTANCE))
                .map(Ranked::instance)
                .forEach(instance -> selected.computeIfAbsent(instance.environment(), name -> new ArrayList<>())
                        .add(instance));
        return selected;
    }

    /** An instance with its ring at hand, for sorting. */
    private record Ranked(Instance instance, int ring) {
        String name() {
            return instance.name();
        }
    }

    private List<Wave> waves(RolloutSpec spec, Release release, Map<String, List<Instance>> selected) {
        Installations installed = inventory.of(spec.service());
        List<Wave> waves = new ArrayList<>();
        for (Environment environment : topology.promotionOrder()) {
            List<Instance> instances = selected.getOrDefault(environment.name(), List.of());
            if (instances.isEmpty()) {
                continue;
            }
            int from = 0;
            for (Slice slice : spec.strategy().slices(candidates(instances))) {
                List<Placement> placements = instances.subList(from, from + slice.size()).stream()
                        .map(instance -> new Placement(
                                topology.withAllLabels(instance),
                                release,
                                installed.releaseOn(instance.name()),
                                slice.why()))
                        .toList();
                waves.add(new Wave(waves.size() + 1, slice.name(), environment.name(), Action.DEPLOY, placements));
                from += slice.size();
            }
        }
        return waves;
    }

    private Map<String, List<String>> promotion(RolloutSpec spec, Map<String, List<Instance>> selected) {
        if (spec.promotion() == RolloutSpec.Promotion.IGNORE) {
            return Map.of();
        }
        Map<String, List<String>> promotion = new HashMap<>();
        for (String environment : selected.keySet()) {
            promotion.put(
                    environment,
                    topology.environmentsBefore(environment).stream()
                            .filter(selected::containsKey)
                            .sorted(NaturalOrder.INSTANCE)
                            .toList());
        }
        return promotion;
    }

    private List<Candidate> candidates(List<Instance> instances) {
        return instances.stream()
                .map(instance -> new Candidate(instance.name(), ring(instance)))
                .toList();
    }

    private int ring(Instance instance) {
        return topology.customer(instance.customer()).map(Customer::ring).orElse(0);
    }

    /** The place of a rollout file, for problems that are not about one of its lines. */
    static Location placeOf(RolloutSpec spec) {
        return new Location(spec.source().file(), 0, 0);
    }
}
