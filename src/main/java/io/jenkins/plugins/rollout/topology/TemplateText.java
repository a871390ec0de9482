package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A text of a template, with placeholders for what differs between the instances that it makes. Braces around anything
 * but a word, such as those of a piece of JSON, stay as they are.
 */
record TemplateText(Scalar source) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(label\\.[^{}]+|[A-Za-z][A-Za-z0-9_.-]*)}");
    private static final String LABEL = "label.";
    private static final List<String> KNOWN = List.of("customer", "environment", "ring");

    /** Whether each placeholder can be filled for each of the customers; reports those that can't. */
    boolean check(List<Customer> customers, Problems problems) {
        List<String> faults =
                placeholders().flatMap(word -> fault(word, customers).stream()).toList();
        faults.forEach(fault -> problems.error(source.location(), fault));
        return faults.isEmpty();
    }

    private Stream<String> placeholders() {
        return PLACEHOLDER.matcher(source.text()).results().map(result -> result.group(1));
    }

    private static Optional<String> fault(String word, List<Customer> customers) {
        if (word.startsWith(LABEL)) {
            return missingLabel(word.substring(LABEL.length()), customers);
        }
        if (KNOWN.contains(word)) {
            return Optional.empty();
        }
        String guess = Suggestion.didYouMean(word, KNOWN);
        String all = "; there are {customer}, {environment}, {ring} and {label.NAME}";
        return Optional.of("unknown placeholder " + Quote.of("{" + word + "}") + (guess.isEmpty() ? all : guess));
    }

    private static Optional<String> missingLabel(String label, List<Customer> customers) {
        List<Customer> without = customers.stream()
                .filter(customer -> !customer.labels().containsKey(label))
                .toList();
        if (without.isEmpty()) {
            return Optional.empty();
        }
        String others = without.size() == 1 ? "" : " (and " + (without.size() - 1) + " more)";
        return Optional.of("the label " + Quote.of(label) + " asked for here is missing from the customer "
                + Quote.of(without.get(0).name()) + others + "; add it there");
    }

    /** The text for one instance, if {@link #check} agreed. */
    String fill(Customer customer, String environment) {
        return PLACEHOLDER
                .matcher(source.text())
                .replaceAll(result -> Matcher.quoteReplacement(value(result, customer, environment)));
    }

    private static String value(MatchResult placeholder, Customer customer, String environment) {
        String word = placeholder.group(1);
        return switch (word) {
            case "customer" -> customer.name();
            case "environment" -> environment;
            case "ring" -> String.valueOf(customer.ring());
            default -> customer.labels().getOrDefault(word.substring(LABEL.length()), "");
        };
    }
}
