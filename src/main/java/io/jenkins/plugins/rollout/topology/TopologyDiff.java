package io.jenkins.plugins.rollout.topology;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What another topology would add, change and remove: things as they take effect, the instances of templates included. */
public final class TopologyDiff {
    private final List<Change> changes = new ArrayList<>();

    /** What becomes of a thing. */
    public enum Kind {
        ADDED,
        CHANGED,
        REMOVED
    }

    /**
     * One thing.
     *
     * @param section what it is; never a template
     * @param fields those that change, or that an added thing has; none of a removed one
     */
    public record Change(Kind kind, Section section, String name, List<FieldChange> fields) {
        public Change {
            fields = List.copyOf(fields);
        }
    }

    /** One value of it. Empty where there is none. */
    public record FieldChange(String field, String before, String after) {}

    private TopologyDiff() {}

    public static TopologyDiff between(Topology before, Topology after) {
        TopologyDiff diff = new TopologyDiff();
        diff.compare(Section.ENVIRONMENTS, environments(before), environments(after));
        diff.compare(Section.CUSTOMERS, customers(before), customers(after));
        diff.compare(Section.SERVICES, services(before), services(after));
        diff.compare(Section.INSTANCES, instances(before), instances(after));
        return diff;
    }

    /** By section; in each, what is removed, then what is changed, then what is added, by name. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    public long count(Kind kind) {
        return changes.stream().filter(change -> change.kind() == kind).count();
    }

    private void compare(
            Section section, Map<String, Map<String, String>> before, Map<String, Map<String, String>> after) {
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .forEach(name -> changes.add(new Change(Kind.REMOVED, section, name, List.of())));
        before.forEach((name, fields) -> {
            List<FieldChange> changed = fields(fields, after.getOrDefault(name, fields));
            if (!changed.isEmpty()) {
                changes.add(new Change(Kind.CHANGED, section, name, changed));
            }
        });
        after.forEach((name, fields) -> {
            if (!before.containsKey(name)) {
                changes.add(new Change(Kind.ADDED, section, name, fields(Map.of(), fields)));
            }
        });
    }

    private static List<FieldChange> fields(Map<String, String> before, Map<String, String> after) {
        List<FieldChange> changed = new ArrayList<>();
        TreeSet<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        for (String field : all) {
            String was = before.getOrDefault(field, "");
            String is = after.getOrDefault(field, "");
            if (!was.equals(is)) {
                changed.add(new FieldChange(field, was, is));
            }
        }
        return changed;
    }

    private static Map<String, Map<String, String>> environments(Topology topology) {
        return byName(
                topology.environments(), Environment::name, environment -> Map.of("after", list(environment.after())));
    }

    private static Map<String, Map<String, String>> services(Topology topology) {
        return byName(topology.services(), Service::name, service -> Map.of("dependsOn", list(service.dependsOn())));
    }

    private static Map<String, Map<String, String>> customers(Topology topology) {
        return byName(topology.customers(), Customer::name, customer -> {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("ring", String.valueOf(customer.ring()));
            fields.put("timeZone", customer.timeZone().getId());
            customer.labels().forEach((label, value) -> fields.put("label " + label, value));
            return fields;
        });
    }

    private static Map<String, Map<String, String>> instances(Topology topology) {
        return byName(topology.instances(), Instance::name, instance -> {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("customer", instance.customer());
            fields.put("environment", instance.environment());
            fields.put("url", instance.url());
            instance.labels().forEach((label, value) -> fields.put("label " + label, value));
            instance.variables().forEach((variable, value) -> fields.put("variable " + variable, value));
            return fields;
        });
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }

    private static <T> Map<String, Map<String, String>> byName(
            List<T> things, Function<T, String> name, Function<T, Map<String, String>> fields) {
        Map<String, Map<String, String>> byName = new TreeMap<>(NaturalOrder.INSTANCE);
        things.forEach(thing -> byName.put(name.apply(thing), fields.apply(thing)));
        return byName;
    }
}
