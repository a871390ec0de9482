package io.jenkins.plugins.rollout.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML, and so JSON, into nodes that know where they stand. Takes the plain part of YAML that configuration needs:
 * one document of mappings, lists and texts, with anchors and aliases, but without tags and merge keys. Input may be
 * hostile: its size, its depth and what its aliases make of it are limited.
 */
public final class YamlReader {
    private static final PlainYamlFactory YAML = new PlainYamlFactory(limits());

    private YamlReader() {}

    /** The root; empty if there is no making sense of the file. Whatever is wrong with it is in {@code problems}. */
    public static Optional<Node> read(Path path, Problems problems) {
        return TextFile.read(path, problems)
                .flatMap(text -> read(Location.of(path).file(), text, problems));
    }

    /**
     * Reads from a text.
     *
     * @param file the name that messages give
     */
    public static Optional<Node> read(String file, String text, Problems problems) {
        if (text.length() > TextFile.MAX_BYTES) {
            problems.error(Location.inFile(file), TextFile.TOO_LARGE);
            return Optional.empty();
        }
        try (YAMLParser parser = YAML.createParser(text)) {
            rejectUnprintable(file, text);
            return Optional.of(document(file, parser, problems));
        } catch (UnreadableException e) {
            problems.error(e.location(), e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
        return Optional.empty();
    }

    private static Node document(String file, YAMLParser parser, Problems problems)
            throws IOException, UnreadableException {
        NodeBuilder builder = new NodeBuilder(file, parser, problems);
        try {
            return document(file, parser, builder);
        } catch (JsonProcessingException e) {
            throw SyntaxErrors.explain(e, builder.here());
        }
    }

    private static Node document(String file, YAMLParser parser, NodeBuilder builder)
            throws IOException, UnreadableException {
        if (parser.nextToken() == null) {
            throw new UnreadableException(Location.inFile(file), "the file is empty");
        }
        Node root = builder.build();
        if (parser.nextToken() != null) {
            throw new UnreadableException(builder.here(), "a second document begins here; keep one document in a file");
        }
        if (root instanceof Node.Empty) {
            throw new UnreadableException(Location.inFile(file), "the file is empty");
        }
        return root;
    }

    /** The YAML library would refuse such a character as well, but can't say where it stands. */
    private static void rejectUnprintable(String file, String text) throws UnreadableException {
        int i = 0;
        while (i < text.length()) {
            int character = text.codePointAt(i);
            if (!StreamReader.isPrintable(character)) {
                throw new UnreadableException(
                        TextFile.endOf(text.substring(0, i), Location.inFile(file)),
                        String.format("the character U+%04X isn't allowed in YAML; take it out", character));
            }
            i += Character.charCount(character);
        }
    }

    /** The library's other limits guard its own trees, which aren't built here; {@link NodeBuilder} has ours. */
    private static LoaderOptions limits() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(TextFile.MAX_BYTES);
        return options;
    }
}
