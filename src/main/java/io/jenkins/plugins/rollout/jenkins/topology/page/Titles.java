package io.jenkins.plugins.rollout.jenkins.topology.page;

import io.jenkins.plugins.rollout.topology.Section;

/** How sections are called on pages. */
final class Titles {
    private Titles() {}

    /** {@code Instance templates}. */
    static String plural(Section section) {
        String singular = section.singular();
        return Character.toUpperCase(singular.charAt(0)) + singular.substring(1) + "s";
    }
}
