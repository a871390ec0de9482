package io.jenkins.plugins.rollout.document;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The fields of a mapping by their keys. A key without a value counts as absent. Whatever is wrong is reported to the
 * problems, and the fallback stands in, so that reading goes on and finds the next problem.
 */
public final class Fields {
    private final Node.Mapping mapping;
    private final String what;
    private final Problems problems;
    private final Values values;

    private Fields(Node.Mapping mapping, String what, Problems problems) {
        this.mapping = mapping;
        this.what = what;
        this.problems = problems;
        this.values = new Values(problems);
    }

    /**
     * Reports keys that aren't known. Where nothing stands there are no fields, which may be all right.
     *
     * @param what it is that has the fields, for messages: {@code an instance}
     * @return nothing if the node isn't a mapping at all
     */
    public static Optional<Fields> of(Node node, String what, List<String> known, Problems problems) {
        Node present = node instanceof Node.Empty ? new Node.Mapping(node.location(), List.of()) : node;
        return new Values(problems).mapping(present, what).map(mapping -> {
            Fields fields = new Fields(mapping, what, problems);
            mapping.entries().forEach(entry -> fields.rejectUnknown(entry.key(), known));
            return fields;
        });
    }

    private void rejectUnknown(Node.Scalar key, List<String> known) {
        if (known.contains(key.text())) {
            return;
        }
        String guess = Suggestion.didYouMean(key.text(), known);
        String all = known.isEmpty() ? "; " + what + " has no keys" : "; " + what + " has " + String.join(", ", known);
        problems.error(key.location(), "unknown key " + Quote.of(key.text()) + (guess.isEmpty() ? all : guess));
    }

    /** Where the mapping begins. */
    public Location location() {
        return mapping.location();
    }

    /** Where the key's value stands, or the mapping if it has none. */
    public Location location(String key) {
        return node(key).map(Node::location).orElse(mapping.location());
    }

    public Problems problems() {
        return problems;
    }

    public boolean has(String key) {
        return node(key).isPresent();
    }

    public Optional<Node> node(String key) {
        return written(key).filter(value -> !(value instanceof Node.Empty));
    }

    /** Also an empty one, for a key that says enough by standing there. */
    public Optional<Node> written(String key) {
        return mapping.entries().stream()
                .filter(entry -> entry.key().text().equals(key))
                .map(Node.Entry::value)
                .findFirst();
    }

    public Optional<Node> requiredNode(String key) {
        Optional<Node> node = node(key);
        if (node.isEmpty()) {
            problems.error(mapping.location(), what + " must have " + quoted(key) + "; add it");
        }
        return node;
    }

    public Optional<Node.Scalar> text(String key) {
        return node(key).flatMap(node -> values.text(node, quoted(key)));
    }

    public Optional<Node.Scalar> requiredText(String key) {
        return requiredNode(key).flatMap(node -> values.text(node, quoted(key)));
    }

    public List<Node> list(String key) {
        return node(key)
                .flatMap(node -> values.list(node, quoted(key)))
                .map(Node.Sequence::items)
                .orElse(List.of());
    }

    public List<Node.Scalar> texts(String key) {
        List<Node.Scalar> texts = new ArrayList<>();
        for (Node item : list(key)) {
            values.text(item, "an element of " + quoted(key)).ifPresent(texts::add);
        }
        return texts;
    }

    /** At least one. */
    public List<Node.Scalar> requiredTexts(String key) {
        requiredNode(key)
                .filter(node ->
                        node instanceof Node.Sequence list && list.items().isEmpty())
                .ifPresent(list -> problems.error(list.location(), quoted(key) + " is empty; name at least one"));
        return texts(key);
    }

    /** A mapping of texts to texts. */
    public List<TextEntry> textMap(String key) {
        return node(key)
                .map(node -> TextEntry.list(node, quoted(key), problems))
                .orElse(List.of());
    }

    public int integer(String key, Range range, int fallback) {
        return node(key)
                .map(node -> values.integer(node, quoted(key), range).orElse(fallback))
                .orElse(fallback);
    }

    /** A number of at least 0, or a percentage. */
    public double share(String key, double fallback) {
        return node(key)
                .map(node -> values.share(node, quoted(key)).orElse(fallback))
                .orElse(fallback);
    }

    /** {@code true} or {@code false}. */
    public boolean flag(String key, boolean fallback) {
        return node(key)
                .flatMap(node -> values.word(node, quoted(key), List.of("true", "false")))
                .map(Boolean::parseBoolean)
                .orElse(fallback);
    }

    /** A text by itself, or a list of them. */
    public List<Node.Scalar> oneOrMore(String key) {
        return node(key).filter(Node.Scalar.class::isInstance).isPresent()
                ? text(key).stream().toList()
                : texts(key);
    }

    public Duration duration(String key, Duration fallback) {
        return node(key).flatMap(node -> values.duration(node, quoted(key))).orElse(fallback);
    }

    /** A duration that isn't zero. */
    public Duration positiveDuration(String key, Duration fallback) {
        Duration duration = duration(key, fallback);
        if (duration.isZero() && has(key)) {
            problems.error(location(key), quoted(key) + " must be longer than nothing");
            return fallback;
        }
        return duration;
    }

    /** One of an enumeration's constants, by the word that stands for each. */
    public <E extends Enum<E>> E word(String key, Function<E, String> wordOf, E fallback) {
        List<E> constants = List.of(fallback.getDeclaringClass().getEnumConstants());
        List<String> words = constants.stream().map(wordOf).toList();
        return node(key)
                .flatMap(node -> values.word(node, quoted(key), words))
                .map(word -> constants.get(words.indexOf(word)))
                .orElse(fallback);
    }

    /** The fields of a mapping in this one. */
    public Optional<Fields> fields(String key, List<String> known) {
        return node(key).flatMap(node -> Fields.of(node, quoted(key), known, problems));
    }

    private static String quoted(String key) {
        return "'" + key + "'";
    }
}
