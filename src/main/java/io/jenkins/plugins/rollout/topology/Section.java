package io.jenkins.plugins.rollout.topology;

import java.util.Arrays;
import java.util.Optional;

/** The parts of a topology file, in the order in which they are written. */
public enum Section {
    ENVIRONMENTS("environments", "environment"),
    CUSTOMERS("customers", "customer"),
    SERVICES("services", "service"),
    INSTANCES("instances", "instance"),
    INSTANCE_TEMPLATES("instanceTemplates", "instance template");

    private final String key;
    private final String singular;

    Section(String key, String singular) {
        this.key = key;
        this.singular = singular;
    }

    /** The key in the file: {@code instanceTemplates}. */
    public String key() {
        return key;
    }

    /** One thing of it, for people: {@code instance template}. */
    public String singular() {
        return singular;
    }

    public static Optional<Section> ofKey(String key) {
        return Arrays.stream(values())
                .filter(section -> section.key.equals(key))
                .findFirst();
    }
}
