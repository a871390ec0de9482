package io.jenkins.plugins.rollout.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds the nodes of one document from Jackson's tokens. An alias shares the node of its anchor, so it costs nothing
 * here; it still counts with all that it stands for, since whoever walks the nodes walks it again.
 */
final class NodeBuilder {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_VALUES = 2_000_000;

    private final String file;
    private final YAMLParser parser;
    private final Problems problems;
    private final Map<String, Anchored> anchors = new HashMap<>();
    private int values;

    NodeBuilder(String file, YAMLParser parser, Problems problems) {
        this.file = file;
        this.parser = parser;
        this.problems = problems;
    }

    /**
     * What an anchor names.
     *
     * @param values in the node, aliases expanded
     */
    private record Anchored(Node node, int values) {}

    /** The node that begins with the parser's current token; ends on the node's last token. */
    Node build() throws IOException, UnreadableException {
        return build(1);
    }

    /** Where the parser's current token stands. */
    Location here() {
        JsonLocation location = parser.currentTokenLocation();
        return new Location(file, location.getLineNr(), location.getColumnNr());
    }

    private Node build(int depth) throws IOException, UnreadableException {
        if (parser.isCurrentAlias()) {
            return resolve(parser.getText());
        }
        if (depth > MAX_DEPTH) {
            throw new UnreadableException(here(), "this is nested more than " + MAX_DEPTH + " levels deep; flatten it");
        }
        rejectTag();
        Optional<String> anchor = Optional.ofNullable(parser.getObjectId());
        int valuesBefore = values;
        count(1);
        Node node = content(depth);
        int valuesWithin = values - valuesBefore;
        anchor.ifPresent(name -> anchors.put(name, new Anchored(node, valuesWithin)));
        return node;
    }

    private Node.Scalar key() throws IOException {
        rejectTag();
        Node.Scalar key = new Node.Scalar(here(), parser.currentName());
        Optional.ofNullable(parser.getObjectId()).ifPresent(name -> anchors.put(name, new Anchored(key, 1)));
        return key;
    }

    private Node content(int depth) throws IOException, UnreadableException {
        Location location = here();
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(location, depth);
            case START_ARRAY -> sequence(location, depth);
            case VALUE_NULL -> new Node.Empty(location);
            default -> new Node.Scalar(location, parser.getText());
        };
    }

    private Node.Mapping mapping(Location location, int depth) throws IOException, UnreadableException {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Node.Scalar key = key();
            parser.nextToken();
            Node value = build(depth + 1);
            if (key.text().equals("<<")) {
                problems.error(key.location(), "the merge key '<<' isn't supported; write the keys out");
                continue;
            }
            Node.Entry first = entries.putIfAbsent(key.text(), new Node.Entry(key, value));
            if (first != null) {
                problems.error(
                        key.location(),
                        "the key " + Quote.of(key.text()) + " stands here a second time, first at "
                                + first.key().location() + "; keep one of them");
            }
        }
        return new Node.Mapping(location, List.copyOf(entries.values()));
    }

    private Node.Sequence sequence(Location location, int depth) throws IOException, UnreadableException {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(build(depth + 1));
        }
        return new Node.Sequence(location, items);
    }

    /** An anchor counts from the end of its node on, so no node can contain itself. */
    private Node resolve(String anchor) throws UnreadableException {
        Anchored target = anchors.get(anchor);
        if (target == null) {
            count(1);
            problems.error(
                    here(),
                    "the alias " + Quote.of("*" + anchor) + " has no anchor " + Quote.of("&" + anchor)
                            + " before it in this file; set one, or put the text in quotes");
            return new Node.Empty(here());
        }
        count(target.values());
        return target.node();
    }

    private void count(int more) throws UnreadableException {
        values += more;
        if (values > MAX_VALUES) {
            throw new UnreadableException(
                    here(),
                    "more than 2,000,000 values up to here, each alias counted with all that it stands for; split the file");
        }
    }

    private void rejectTag() throws IOException {
        String tag = parser.getTypeId();
        if (tag != null) {
            String written = tag.replace("tag:yaml.org,2002:", "!!");
            problems.error(here(), "the tag " + Quote.of(written) + " isn't supported; write the value itself");
        }
    }
}
