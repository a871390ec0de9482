package io.jenkins.plugins.rollout.plan;

import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Suggestion;
import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Customer;
import io.jenkins.plugins.rollout.topology.Environment;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Service;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must be true before a release may be brought anywhere. */
final class Preconditions {
    private final Topology topology;
    private final Planner.Inventory inventory;
    private final RolloutSpec spec;
    private final Release release;
    private final Problems problems;
    private final Location place;

    Preconditions(
            Topology topology, Planner.Inventory inventory, RolloutSpec spec, Release release, Problems problems) {
        this.topology = topology;
        this.inventory = inventory;
        this.spec = spec;
        this.release = release;
        this.problems = problems;
        this.place = Planner.placeOf(spec);
    }

    /** All names that the rollout file mentions exist. */
    void checkReferences() {
        Set<String> services = names(topology.services(), Service::name);
        if (!services.isEmpty()) {
            checkKnown("service", spec.service(), services);
        }
        Set<String> environments = names(topology.environments(), Environment::name);
        spec.environments().forEach(name -> checkKnown("environment", name, environments));
        Set<String> customers = names(topology.customers(), Customer::name);
        spec.selector().customers().stream().sorted().forEach(name -> checkKnown("customer", name, customers));
    }

    private static <T> Set<String> names(List<T> things, Function<T, String> name) {
        return things.stream().map(name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void checkKnown(String what, String name, Set<String> known) {
        if (!known.contains(name)) {
            problems.error(
                    place, "the topology has no " + what + " '" + name + "'" + Suggestion.didYouMean(name, known));
        }
    }

    /** The selection can be deployed and judged, and has earned it. */
    void checkSelection(Map<String, List<Instance>> selected) {
        if (selected.isEmpty()) {
            problems.error(
                    place,
                    "no instance is selected; 'environments', 'customers', 'rings' and 'where' together leave none");
            return;
        }
        checkAddresses(selected);
        if (spec.promotion() == RolloutSpec.Promotion.REQUIRE) {
            checkPromotion(selected);
            checkDependencies(selected);
        }
    }

    private void checkAddresses(Map<String, List<Instance>> selected) {
        Optional<Check> asking = spec.gate().checks().stream()
                .filter(check -> check.source().needsUrl())
                .findFirst();
        asking.ifPresent(check -> selected.values().stream()
                .flatMap(List::stream)
                .filter(instance -> !instance.hasUrl())
                .forEach(instance -> problems.error(
                        topology.locationOf(instance),
                        "instance '" + instance.name() + "' has no url, which the check '" + check.name()
                                + "' needs; give it one or leave it out of the rollout")));
    }

    private void checkPromotion(Map<String, List<Instance>> selected) {
        Installations installed = inventory.of(spec.service());
        Set<String> chosen = selected.values().stream()
                .flatMap(List::stream)
                .map(Instance::name)
                .collect(Collectors.toCollection(HashSet::new));
        // Those of this rollout get the release before; they are asked about when it has come so far.
        Promotion promotion = new Promotion(topology, instance -> !chosen.contains(instance.name()));
        for (Environment environment : topology.promotionOrder()) {
            Map<String, String> missing = new LinkedHashMap<>();
            for (Instance instance : selected.getOrDefault(environment.name(), List.of())) {
                for (Instance before : promotion.before(instance)) {
                    if (!missing.containsKey(before.name())) {
                        whatIsMissing(before, installed).ifPresent(what -> missing.put(before.name(), what));
                    }
                }
            }
            if (!missing.isEmpty()) {
                problems.error(
                        place,
                        environment.name() + " can't be reached yet: " + Names.list(List.copyOf(missing.values()))
                                + "; bring " + spec.service() + " " + release.version()
                                + " there first, add those environments, or set 'promotion: ignore'");
            }
        }
    }

    private Optional<String> whatIsMissing(Instance instance, Installations installed) {
        Optional<Installation> found = installed.on(instance.name());
        if (found.isEmpty()) {
            return Optional.of(instance.name() + " has no release of " + spec.service() + " on record");
        }
        Release there = found.get().release();
        if (!there.version().equals(release.version())) {
            return Optional.of(instance.name() + " runs " + there.version());
        }
        if (!there.isSameAs(release)) {
            return Optional.of(instance.name() + " runs " + there.version() + " made of another artifact");
        }
        return found.get().isHealthy()
                ? Optional.empty()
                : Optional.of(instance.name() + " is " + found.get().condition().word() + " with it");
    }

    /** Where a service that this one depends on is brought by rollouts at all, it must have been brought first. */
    private void checkDependencies(Map<String, List<Instance>> selected) {
        for (String dependency : dependencies()) {
            Installations installed = inventory.of(dependency);
            if (installed.isEmpty()) {
                continue;
            }
            List<String> lacking = selected.values().stream()
                    .flatMap(List::stream)
                    .map(Instance::name)
                    .filter(name -> installed.on(name).isEmpty())
                    .sorted()
                    .toList();
            if (!lacking.isEmpty()) {
                problems.error(
                        place,
                        spec.service() + " depends on " + dependency + ", which is not on record for "
                                + Names.list(lacking) + "; bring " + dependency
                                + " there first, or set 'promotion: ignore'");
            }
        }
    }

    private List<String> dependencies() {
        return topology.service(spec.service()).map(Service::dependsOn).orElse(List.of());
    }

    List<String> warnings(Map<String, List<Instance>> selected) {
        List<String> warnings = new ArrayList<>();
        Installations installed = inventory.of(spec.service());
        List<String> names = selected.values().stream()
                .flatMap(List::stream)
                .map(Instance::name)
                .toList();
        warnAbout(
                warnings,
                names.stream().filter(name -> installed.on(name).isEmpty()).toList(),
                "can't be rolled back: no earlier release of " + spec.service() + " is on record");
        warnAbout(
                warnings,
                names.stream()
                        .filter(name -> installed
                                .on(name)
                                .filter(installation -> !installation.isHealthy())
                                .isPresent())
                        .toList(),
                "would be rolled back to a release that was not healthy there");
        warnAbout(
                warnings,
                names.stream()
                        .filter(name -> installed.releaseOn(name).isSameAs(release))
                        .toList(),
                "already on " + release.version() + " and deployed again");
        if (spec.promotion() == RolloutSpec.Promotion.IGNORE) {
            warnings.add("promotion is ignored: the environments before need not be healthy with this release");
        }
        for (String dependency : dependencies()) {
            if (inventory.of(dependency).isEmpty()) {
                warnings.add(spec.service() + " depends on " + dependency + ", of which nothing is on record");
            }
        }
        new LinkedHashSet<>(spec.environments())
                .stream()
                        .filter(environment -> !selected.containsKey(environment))
                        .forEach(environment -> warnings.add("nothing is selected in " + environment));
        return warnings;
    }

    private static void warnAbout(List<String> warnings, List<String> names, String what) {
        if (!names.isEmpty()) {
            List<String> sorted = names.stream().sorted().toList();
            warnings.add(Names.count(names.size(), "instance") + " " + what + ": " + Names.list(sorted));
        }
    }
}
