package io.jenkins.plugins.rollout.document;

import java.util.List;

/** A value in a YAML or JSON file, with the place where it stands. */
public sealed interface Node {
    Location location();

    /** What it is, for messages: {@code a list}. */
    String kind();

    /** Keys and values in the order of the file; no key stands twice. */
    record Mapping(Location location, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a mapping";
        }
    }

    /** One line of a mapping. */
    record Entry(Scalar key, Node value) {}

    record Sequence(Location location, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * A single value.
     *
     * @param text as it was written: a version 4.10 doesn't become 4.1, nor does a customer "no" become false
     */
    record Scalar(Location location, String text) implements Node {
        @Override
        public String kind() {
            return "a text";
        }
    }

    /** Nothing stands there, or {@code null}. */
    record Empty(Location location) implements Node {
        @Override
        public String kind() {
            return "empty";
        }
    }
}
