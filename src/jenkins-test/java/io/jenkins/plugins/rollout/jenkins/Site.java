package io.jenkins.plugins.rollout.jenkins;

import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;

/** A small topology for tests: five customers in production. */
public final class Site {
    private Site() {}

    /** Five customers, {@code acme} to {@code everest}, with an instance each in production. */
    public static void ofFiveCustomers() {
        TopologyConfiguration.get().replace("""
                        environments:
                          - name: production
                        customers:
                          - {name: acme, ring: 1}
                          - {name: borealis, ring: 2}
                          - {name: cygnus, ring: 2}
                          - {name: dorado, ring: 3}
                          - {name: everest, ring: 3}
                        services:
                          - name: billing
                        instanceTemplates:
                          - name: "{customer}-{environment}"
                            customers: all
                            environments: [production]
                        """, "for a test");
    }
}
