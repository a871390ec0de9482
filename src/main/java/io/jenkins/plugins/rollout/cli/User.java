package io.jenkins.plugins.rollout.cli;

/** Who is at the keyboard, as the system knows them. */
final class User {
    private User() {}

    static String name() {
        return System.getProperty("user.name", "someone");
    }
}
