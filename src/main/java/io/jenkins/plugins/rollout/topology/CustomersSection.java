package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Range;
import io.jenkins.plugins.rollout.document.Suggestion;
import io.jenkins.plugins.rollout.document.TextEntry;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the customers. */
final class CustomersSection {
    private static final ZoneId DEFAULT_ZONE = ZoneId.of("UTC");
    private static final List<String> KEYS = List.of("name", "ring", "timeZone", "labels");

    private final Problems problems;
    private final Definitions definitions;

    CustomersSection(Problems problems) {
        this.problems = problems;
        this.definitions = new Definitions("a customer", problems);
    }

    Definitions definitions() {
        return definitions;
    }

    List<Customer> read(Fields topology) {
        List<Customer> customers = new ArrayList<>();
        for (Node item : topology.list("customers")) {
            Fields.of(item, "a customer", KEYS, problems)
                    .flatMap(this::customer)
                    .ifPresent(customers::add);
        }
        return customers;
    }

    private Optional<Customer> customer(Fields fields) {
        Optional<Scalar> name = fields.requiredText("name").filter(definitions::define);
        int ring = fields.integer("ring", Range.atLeast(0), 0);
        ZoneId timeZone = fields.text("timeZone").map(this::zone).orElse(DEFAULT_ZONE);
        Map<String, String> labels = TextEntry.toMap(Attributes.labels(fields));
        return name.map(own -> new Customer(own.text(), ring, timeZone, labels));
    }

    private ZoneId zone(Scalar name) {
        try {
            return ZoneId.of(name.text());
        } catch (DateTimeException e) {
            String guess = Suggestion.didYouMean(name.text(), new TreeSet<>(ZoneId.getAvailableZoneIds()));
            problems.error(
                    name.location(),
                    "there is no time zone " + Quote.of(name.text())
                            + (guess.isEmpty() ? "; write one such as Europe/Berlin or America/New_York" : guess));
            return DEFAULT_ZONE;
        }
    }
}
