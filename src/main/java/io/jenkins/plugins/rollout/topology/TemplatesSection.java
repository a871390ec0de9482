package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.TextEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the templates and has them make their instances. */
final class TemplatesSection {
    private static final List<String> KEYS = List.of("name", "customers", "environments", "url", "labels", "variables");
    /** A few lines multiply: a thousand customers in a thousand environments are a slip, or an attack. */
    private static final int MOST_INSTANCES = 1_000_000;

    private final Definitions environments;
    private final Definitions customerNames;
    private final List<Customer> customers;
    private final InstanceCollector collector;
    private final Problems problems;
    private long made;

    TemplatesSection(
            Definitions environments,
            Definitions customerNames,
            List<Customer> customers,
            InstanceCollector collector,
            Problems problems) {
        this.environments = environments;
        this.customerNames = customerNames;
        this.customers = customers;
        this.collector = collector;
        this.problems = problems;
    }

    void read(Fields topology) {
        for (Node item : topology.list("instanceTemplates")) {
            Fields.of(item, "an instance template", KEYS, problems)
                    .flatMap(this::template)
                    .filter(this::isWithinLimit)
                    .filter(template -> template.check(problems))
                    .ifPresent(template -> template.makeInstances(collector));
        }
    }

    private Optional<InstanceTemplate> template(Fields fields) {
        Optional<Scalar> name = fields.requiredText("name");
        List<String> in = environments.known(fields.requiredTexts("environments"));
        List<Customer> of = customersOf(fields);
        Scalar url = fields.text("url").orElse(new Scalar(fields.location(), ""));
        Map<String, TemplateText> labels = texts(Attributes.labels(fields));
        Map<String, TemplateText> variables = texts(Attributes.variables(fields));
        return name.map(own -> new InstanceTemplate(
                fields.location(), new TemplateText(own), new TemplateText(url), labels, variables, of, in));
    }

    private List<Customer> customersOf(Fields fields) {
        CustomerChoice choice = CustomerChoice.read(fields);
        List<Customer> chosen = customers;
        if (choice instanceof CustomerChoice.Named named) {
            Set<String> names = Set.copyOf(customerNames.known(named.names()));
            chosen = customers.stream()
                    .filter(customer -> names.contains(customer.name()))
                    .toList();
        } else if (choice instanceof CustomerChoice.Labelled labelled) {
            Set<Map.Entry<String, String>> wanted =
                    TextEntry.toMap(labelled.labels()).entrySet();
            chosen = customers.stream()
                    .filter(customer -> customer.labels().entrySet().containsAll(wanted))
                    .toList();
        }
        if (chosen.isEmpty() && !(choice instanceof CustomerChoice.Named)) {
            problems.warning(
                    fields.location(CustomerChoice.KEY),
                    "no customer is chosen here, so this template makes no instance");
        }
        return chosen;
    }

    private boolean isWithinLimit(InstanceTemplate template) {
        made += template.size();
        if (made > MOST_INSTANCES) {
            problems.error(
                    template.place(),
                    "this template would bring the number of instances to " + made + ", more than the possible "
                            + MOST_INSTANCES + "; choose fewer customers or environments");
        }
        return made <= MOST_INSTANCES;
    }

    private static Map<String, TemplateText> texts(List<TextEntry> entries) {
        return entries.stream()
                .collect(Collectors.toMap(
                        entry -> entry.key().text(),
                        entry -> new TemplateText(entry.value()),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }
}
