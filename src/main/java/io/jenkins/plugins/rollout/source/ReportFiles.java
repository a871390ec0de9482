package io.jenkins.plugins.rollout.source;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;

/**
 * The files that a glob names below a folder, and never any outside of it: links are not followed, and what is filled in for
 * a placeholder is a part of one name.
 */
final class ReportFiles {
    private static final int MOST_FILES = 10_000;
    private static final int MOST_SEEN = 100_000;
    private static final int DEEPEST = 30;

    private final Path folder;
    private final String glob;

    private ReportFiles(Path folder, String glob) {
        this.folder = folder;
        this.glob = glob;
    }

    /** How a file was when it was seen; two that differ are of different times. */
    record Stamp(FileTime modified, long size, String key) {
        private static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        }
    }

    /**
     * Of one instance.
     *
     * @throws MissingLabelException if the instance lacks a label that is named
     * @throws IOException with a sentence if its values make no path
     */
    static ReportFiles of(String reports, Subject subject, Path folder) throws IOException {
        Matcher placeholder = Placeholders.PLACEHOLDER.matcher(reports);
        StringBuilder glob = new StringBuilder();
        while (placeholder.find()) {
            String value = Placeholders.value(placeholder.group(1), subject);
            if (value.indexOf('/') >= 0 || value.indexOf('\0') >= 0) {
                throw new IOException("'" + value + "', which " + placeholder.group()
                        + " stands for, can't be a part of a file's name; take it out of 'reports'");
            }
            placeholder.appendReplacement(
                    glob, Matcher.quoteReplacement(value.replaceAll("[\\\\*?\\[\\]{}]", "\\\\$0")));
        }
        placeholder.appendTail(glob);
        for (String part : glob.toString().split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw new IOException("'reports' has a part that names no file for this instance: " + glob);
            }
        }
        return new ReportFiles(folder, glob.toString());
    }

    /** As it is for this instance. */
    String glob() {
        return glob;
    }

    /**
     * Those that are there now, in the order of their names.
     *
     * @throws IOException with a sentence if they can't be looked for
     */
    Map<Path, Stamp> list() throws IOException {
        Path top = folder.toRealPath();
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        Map<Path, Stamp> files = new TreeMap<>();
        Files.walkFileTree(start(top), Set.of(), DEEPEST, new SimpleFileVisitor<>() {
            private int seen;

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (++seen > MOST_SEEN || files.size() > MOST_FILES) {
                    throw new IOException("there are too many files below the folder of " + glob
                            + "; let the reports have one of their own");
                }
                if (attributes.isRegularFile() && matcher.matches(top.relativize(file))) {
                    files.put(file, Stamp.of(attributes));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // Gone meanwhile, or not there at all: then it is no report.
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** The deepest folder that every match is in: nothing beside it is looked at. */
    private Path start(Path top) {
        Path start = top;
        String[] parts = glob.split("/");
        for (int i = 0; i < parts.length - 1 && !parts[i].matches(".*[\\\\*?\\[{].*"); i++) {
            Path next = start.resolve(parts[i]);
            if (Files.isSymbolicLink(next)) {
                break;
            }
            start = next;
        }
        return start;
    }
}
