package io.jenkins.plugins.rollout.jenkins.topology.page;

import io.jenkins.plugins.rollout.topology.Section;

/** How sections are called on pages. */
public final class Titles {
    private Titles() {}

    /** {@code Instance templates}. */
    public static String plural(Section section) {
        String singular = section.singular();
        return Character.toUpperCase(singular.charAt(0)) + singular.substring(1) + "s";
    }

    public static String icon(Section section) {
        return switch (section) {
            case ENVIRONMENTS -> "symbol-environment";
            case CUSTOMERS -> "symbol-people";
            case SERVICES -> "symbol-cube";
            case INSTANCES -> "symbol-server";
            case INSTANCE_TEMPLATES -> "symbol-edit-note";
        };
    }
}
