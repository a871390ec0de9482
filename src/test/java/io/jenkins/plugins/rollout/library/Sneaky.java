package io.jenkins.plugins.rollout.library;

/** Throws as Groovy does: what was thrown, checked or not. */
final class Sneaky {
    private Sneaky() {}

    /** Never returns; so that a caller can say {@code throw}. */
    static RuntimeException rethrow(Throwable thrown) {
        throw Sneaky.<RuntimeException>as(thrown);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T as(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
