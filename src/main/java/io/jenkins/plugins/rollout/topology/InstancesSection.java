package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.TextEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the instances that are listed one by one. */
final class InstancesSection {
    private static final List<String> KEYS = List.of("name", "customer", "environment", "url", "labels", "variables");

    private final Definitions environments;
    private final Definitions customers;
    private final InstanceCollector collector;
    private final Problems problems;

    InstancesSection(Definitions environments, Definitions customers, InstanceCollector collector, Problems problems) {
        this.environments = environments;
        this.customers = customers;
        this.collector = collector;
        this.problems = problems;
    }

    void read(Fields topology) {
        for (Node item : topology.list("instances")) {
            Fields.of(item, "an instance", KEYS, problems).ifPresent(this::readInstance);
        }
    }

    private void readInstance(Fields fields) {
        Optional<Scalar> name = fields.requiredText("name");
        String environment = fields.requiredText("environment")
                .filter(environments::knows)
                .map(Scalar::text)
                .orElse("");
        String customer = fields.text("customer")
                .filter(customers::knows)
                .map(Scalar::text)
                .orElse("");
        String url = fields.text("url").map(Scalar::text).orElse("");
        Map<String, String> labels = TextEntry.toMap(Attributes.labels(fields));
        Map<String, String> variables = TextEntry.toMap(Attributes.variables(fields));
        name.ifPresent(own -> collector.add(
                new Instance(own.text(), customer, environment, url, labels, variables),
                own.location(),
                fields.location("url")));
    }
}
