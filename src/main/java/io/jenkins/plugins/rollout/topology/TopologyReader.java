package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads a topology from YAML or JSON and checks it as a whole, so that all problems are reported at once. */
public final class TopologyReader {
    private static final List<String> KEYS =
            List.of("environments", "customers", "services", "instances", "instanceTemplates");

    private final Problems problems;

    private TopologyReader(Problems problems) {
        this.problems = problems;
    }

    /** What came of reading, with all problems in the order of the file. */
    public sealed interface Result {
        List<Problem> problems();

        /** @throws InvalidInputException if there is none; it has all problems */
        Topology topology();

        default boolean isValid() {
            return this instanceof Valid;
        }
    }

    /** @param problems warnings */
    public record Valid(Topology topology, List<Problem> problems) implements Result {}

    /** @param problems errors and warnings */
    public record Invalid(List<Problem> problems) implements Result {
        @Override
        public Topology topology() {
            throw new InvalidInputException(problems);
        }
    }

    /** @throws InvalidInputException if the file isn't a valid topology */
    public static Topology read(Path file) {
        return check(file).topology();
    }

    /**
     * Reads from a text.
     *
     * @param file the name that messages give
     * @throws InvalidInputException if the text isn't a valid topology
     */
    public static Topology read(String file, String text) {
        return check(file, text).topology();
    }

    /** Like {@link #read(Path)}, for those who also want the warnings, or all problems without an exception. */
    public static Result check(Path file) {
        Problems problems = new Problems();
        return check(YamlReader.read(file, problems), problems);
    }

    /** Like {@link #read(String, String)}, for those who also want the warnings, or all problems without an exception. */
    public static Result check(String file, String text) {
        Problems problems = new Problems();
        return check(YamlReader.read(file, text, problems), problems);
    }

    private static Result check(Optional<Node> root, Problems problems) {
        return root.flatMap(node -> Fields.of(node, "a topology", KEYS, problems))
                .flatMap(new TopologyReader(problems)::topology)
                .<Result>map(topology -> new Valid(topology, problems.list()))
                .orElseGet(() -> new Invalid(problems.list()));
    }

    private Optional<Topology> topology(Fields fields) {
        OrderedSection environments =
                new OrderedSection(new OrderedSection.Keys("environments", "an environment", "after"), problems);
        OrderedSection services =
                new OrderedSection(new OrderedSection.Keys("services", "a service", "dependsOn"), problems);
        CustomersSection customers = new CustomersSection(problems);
        InstanceCollector instances = new InstanceCollector(problems);

        List<OrderedSection.Thing> environmentList = environments.read(fields);
        List<OrderedSection.Thing> serviceList = services.read(fields);
        List<Customer> customerList = customers.read(fields);
        new InstancesSection(environments.definitions(), customers.definitions(), instances, problems).read(fields);
        new TemplatesSection(environments.definitions(), customers.definitions(), customerList, instances, problems)
                .read(fields);
        requireSome(fields, instances.instances());
        if (problems.hasErrors()) {
            return Optional.empty();
        }
        return Optional.of(new Topology(
                environmentList.stream()
                        .map(thing -> new Environment(thing.name(), thing.references()))
                        .toList(),
                customerList,
                serviceList.stream()
                        .map(thing -> new Service(thing.name(), thing.references()))
                        .toList(),
                instances.instances(),
                instances.places()));
    }

    private void requireSome(Fields fields, List<Instance> instances) {
        if (isEmpty(fields, "environments")) {
            problems.error(
                    fields.location("environments"),
                    "there is no environment; list at least one under 'environments', such as '- name: production'");
        }
        boolean noneAskedFor = isEmpty(fields, "instances") && isEmpty(fields, "instanceTemplates");
        if (noneAskedFor || instances.isEmpty() && !problems.hasErrors()) {
            problems.error(
                    fields.location("instances"),
                    "there is no instance; list some under 'instances', or a template under 'instanceTemplates'");
        }
    }

    private static boolean isEmpty(Fields fields, String key) {
        return fields.node(key)
                .filter(node ->
                        !(node instanceof Node.Sequence list && list.items().isEmpty()))
                .isEmpty();
    }
}
