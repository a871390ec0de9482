package io.jenkins.plugins.rollout.document;

/** A document has a problem behind which reading can't go on. */
final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Location location;

    UnreadableException(Location location, String message) {
        super(message);
        this.location = location;
    }

    Location location() {
        return location;
    }
}
