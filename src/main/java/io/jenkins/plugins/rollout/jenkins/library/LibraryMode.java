package io.jenkins.plugins.rollout.jenkins.library;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which pipelines get the plugin's own library. */
enum LibraryMode {
    IMPLICIT("Every pipeline, without a word in its Jenkinsfile"),
    ON_REQUEST("Pipelines that ask for it: @Library('rollout') _"),
    OFF("No pipeline");

    private final String title;

    LibraryMode(String title) {
        this.title = title;
    }

    /**
     * Takes the word of a mode, and the constant's name as well.
     *
     * @throws IllegalArgumentException if there is no such mode
     */
    static LibraryMode of(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(text) || mode.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the mode of the rollout library is one of "
                        + Arrays.stream(values()).map(LibraryMode::word).collect(Collectors.joining(", "))
                        + ", and not '" + text + "'"));
    }

    /** How a form and Configuration as Code call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String title() {
        return title;
    }
}
