package io.jenkins.plugins.rollout.document;

/** Something wrong with an input file: one sentence that says what, and what to do. */
public record Problem(Severity severity, String message, Location location) {
    public enum Severity {
        ERROR,
        WARNING
    }

    public static Problem error(Location location, String message) {
        return new Problem(Severity.ERROR, message, location);
    }

    public static Problem warning(Location location, String message) {
        return new Problem(Severity.WARNING, message, location);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    @Override
    public String toString() {
        String where = location.toString();
        String what = isError() ? message : "warning: " + message;
        return where.isEmpty() ? what : where + ": " + what;
    }
}
