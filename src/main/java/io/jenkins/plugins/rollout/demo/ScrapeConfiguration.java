package io.jenkins.plugins.rollout.demo;

import java.net.URI;

/** Writes what Prometheus scrapes in the demo: each instance as a target of its own, under its name. */
final class ScrapeConfiguration {
    private static final String HEAD = """
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
            scrape_configs:
              - job_name: billing
                static_configs:
            """;

    private ScrapeConfiguration() {}

    static String yaml(DemoFleet fleet) {
        StringBuilder yaml = new StringBuilder(HEAD);
        for (DemoSite site : DemoSite.all()) {
            String target = URI.create(fleet.instance(site.name()).url()).getAuthority();
            yaml.append("      - targets: [\"" + target + "\"]\n")
                    .append("        labels: {instance: " + site.name() + ", customer: \"" + site.customer()
                            + "\", environment: " + site.environment() + "}\n");
        }
        return yaml.toString();
    }
}
