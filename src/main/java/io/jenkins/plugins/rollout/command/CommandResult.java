package io.jenkins.plugins.rollout.command;

import java.time.Duration;

/** How a command ended. */
public sealed interface CommandResult {
    /** One phrase for people: {@code exit status 3}. */
    String describe();

    default boolean isSuccess() {
        return false;
    }

    record Exited(int status) implements CommandResult {
        @Override
        public boolean isSuccess() {
            return status == 0;
        }

        @Override
        public String describe() {
            return switch (status) {
                case 126 -> "exit status 126: the command is not executable";
                case 127 -> "exit status 127: the command was not found";
                default -> "exit status " + status;
            };
        }
    }

    /** It was not done in time; it and all that it had started were ended. */
    record TimedOut(Duration after) implements CommandResult {
        @Override
        public String describe() {
            return "not done after " + after.toSeconds() + " s; it was ended with all that it had started";
        }
    }

    record CouldNotStart(String why) implements CommandResult {
        @Override
        public String describe() {
            return "could not be started: " + why;
        }
    }
}
