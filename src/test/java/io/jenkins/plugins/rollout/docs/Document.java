package io.jenkins.plugins.rollout.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Markdown file of this project. A comment in the line before a fence says what its block is, and so what the tests do
 * with it: {@code <!-- topology -->}.
 */
record Document(Path file, List<String> lines) {
    static final Path ROOT = Path.of(System.getProperty("project.directory", "."))
            .toAbsolutePath()
            .normalize();

    /**
     * What stands between two fences.
     *
     * @param line of the first fence, from 1
     * @param language such as {@code yaml}; empty if none is named
     * @param mark what the comment before it says; empty if there is none
     */
    record Block(Document document, int line, String language, String mark, String text) {
        String place() {
            return document.name() + ":" + line;
        }
    }

    static Document read(String name) {
        return read(ROOT.resolve(name));
    }

    private static Document read(Path file) {
        try {
            return new Document(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** README.md, CONTRIBUTING.md and everything below docs. */
    static List<Document> all() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")),
                            docs.filter(file -> file.toString().endsWith(".md")).sorted())
                    .map(Document::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return ROOT.relativize(file).toString();
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The lines that are not in a block. */
    String prose() {
        List<String> prose = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            boolean isFence = line.startsWith("```");
            if (!inside && !isFence) {
                prose.add(line);
            }
            inside = inside != isFence;
        }
        return String.join("\n", prose);
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).startsWith("```")) {
                    end++;
                }
                blocks.add(new Block(
                        this,
                        i + 1,
                        lines.get(i).substring(3),
                        i == 0 ? "" : mark(lines.get(i - 1)),
                        String.join("\n", lines.subList(i + 1, end)) + "\n"));
                i = end;
            }
        }
        return blocks;
    }

    private static String mark(String line) {
        boolean isComment = line.startsWith("<!-- ") && line.endsWith(" -->");
        return isComment ? line.substring(5, line.length() - 4) : "";
    }

    /** The block that follows, if it is the next one of the file. */
    Optional<Block> after(Block block) {
        List<Block> blocks = blocks();
        int next = blocks.indexOf(block) + 1;
        return next < blocks.size() ? Optional.of(blocks.get(next)) : Optional.empty();
    }

    /** The text from a heading to the next one of the same rank. */
    String section(String heading) {
        String rank = heading.substring(0, heading.indexOf(' ') + 1);
        int start = lines.indexOf(heading);
        if (start < 0) {
            throw new IllegalArgumentException(name() + " has no heading '" + heading + "'");
        }
        int end = start + 1;
        while (end < lines.size() && !lines.get(end).startsWith(rank)) {
            end++;
        }
        return String.join("\n", lines.subList(start, end));
    }
}
