package io.jenkins.plugins.rollout.document;

import java.nio.file.Path;

/**
 * A place in an input file.
 *
 * @param file the file as the user named it; empty when the input is no file
 * @param line from 1; 0 when unknown
 * @param column from 1; 0 when unknown
 */
public record Location(String file, int line, int column) {
    public static final Location UNKNOWN = new Location("", 0, 0);

    /** The file as a whole. */
    public static Location inFile(String file) {
        return new Location(file, 0, 0);
    }

    public static Location of(Path path) {
        return inFile(path.toString());
    }

    /** {@code file:line:column}, as compilers print it and editors open it. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return file + ":" + line + ":" + column;
    }
}
