package io.jenkins.plugins.rollout.topology;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One item of a topology as it is written: an environment, a template. Not checked. Two are equal if they say the same,
 * in whatever order of keys.
 *
 * @param values by key, in the order of the file
 */
public record TopologyItem(Map<String, Value> values) {
    private static final String NAME = "name";

    public TopologyItem {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** What stands behind a key. */
    public sealed interface Value {}

    public record Text(String text) implements Value {}

    public record Texts(List<String> texts) implements Value {
        public Texts {
            texts = List.copyOf(texts);
        }
    }

    /**
     * Texts by name.
     *
     * @param entries in the order of the file, which doesn't count; a name may stand there twice, for the reader to refuse
     */
    public record Entries(List<Entry> entries) implements Value {
        public Entries {
            entries = List.copyOf(entries);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entries that && sorted().equals(that.sorted());
        }

        @Override
        public int hashCode() {
            return sorted().hashCode();
        }

        private List<Entry> sorted() {
            return entries.stream()
                    .sorted(Comparator.comparing(Entry::name).thenComparing(Entry::text))
                    .toList();
        }
    }

    /** One of them. */
    public record Entry(String name, String text) {}

    public String name() {
        return text(NAME);
    }

    /** Empty if there is none. */
    public String text(String key) {
        return values.get(key) instanceof Text text ? text.text() : "";
    }

    public List<String> texts(String key) {
        return values.get(key) instanceof Texts texts ? texts.texts() : List.of();
    }

    public List<Entry> entries(String key) {
        return values.get(key) instanceof Entries entries ? entries.entries() : List.of();
    }

    public Optional<Value> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** With another name in place of the one, wherever the key refers to it. */
    TopologyItem withReference(String key, String from, String to) {
        return with(key, value -> {
            boolean isWord = key.equals(CustomerChoice.KEY);
            if (value instanceof Text text && !isWord) {
                return text.text().equals(from) ? new Text(to) : text;
            }
            if (value instanceof Texts texts) {
                List<String> changed = new ArrayList<>(texts.texts());
                changed.replaceAll(name -> name.equals(from) ? to : name);
                return new Texts(changed);
            }
            return value;
        });
    }

    private TopologyItem with(String key, UnaryOperator<Value> change) {
        Map<String, Value> changed = new LinkedHashMap<>(values);
        changed.computeIfPresent(key, (same, value) -> change.apply(value));
        return new TopologyItem(changed);
    }

    /** Puts an item together, key by key. */
    public static final class Builder {
        private final Map<String, Value> values = new LinkedHashMap<>();

        public Builder(String name) {
            required(NAME, name);
        }

        /** Written even if it is empty, so that the reader can say that something must stand there. */
        public Builder required(String key, String text) {
            values.put(key, new Text(text));
            return this;
        }

        /** Written even if it is empty. */
        public Builder required(String key, List<String> texts) {
            values.put(key, new Texts(texts));
            return this;
        }

        public Builder value(String key, Value value) {
            values.put(key, Objects.requireNonNull(value));
            return this;
        }

        public Builder text(String key, String text) {
            return text.isEmpty() ? this : required(key, text);
        }

        public Builder texts(String key, List<String> texts) {
            return texts.isEmpty() ? this : required(key, texts);
        }

        public Builder entries(String key, List<Entry> entries) {
            return entries.isEmpty() ? this : value(key, new Entries(entries));
        }

        public TopologyItem build() {
            return new TopologyItem(values);
        }
    }
}
