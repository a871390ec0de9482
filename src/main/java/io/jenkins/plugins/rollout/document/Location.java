package io.jenkins.plugins.rollout.document;

/**
 * A place in an input file.
 *
 * @param file the file as the user named it; empty when the input is no file
 * @param line from 1; 0 when unknown
 * @param column from 1; 0 when unknown
 */
public record Location(String file, int line, int column) {
    public static final Location UNKNOWN = new Location("", 0, 0);

    /** {@code file:line:column}, as compilers print it and editors open it. */
    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return file + ":" + line + ":" + column;
    }
}
