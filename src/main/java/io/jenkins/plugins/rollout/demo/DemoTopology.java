package io.jenkins.plugins.rollout.demo;

import java.util.List;
import java.util.Map;

/** Writes the demo's {@code topology.yaml}. */
final class DemoTopology {
    private final StringBuilder yaml = new StringBuilder();

    private DemoTopology() {}

    /** @param urls where each site answers, by the site's name */
    static String yaml(List<DemoSite> sites, Map<String, String> urls) {
        DemoTopology topology = new DemoTopology();
        topology.environments();
        topology.customers();
        topology.line("services:");
        topology.line("  - name: billing");
        topology.line("instances:");
        for (DemoSite site : sites) {
            topology.instance(site, urls.get(site.name()));
        }
        return topology.yaml.toString();
    }

    private void environments() {
        line("environments:");
        for (String shared : DemoSite.SHARED_ENVIRONMENTS) {
            line("  - name: %s", shared);
        }
        environment(DemoSite.UAT, DemoSite.SHARED_ENVIRONMENTS);
        environment(DemoSite.STAGING, List.of(DemoSite.UAT));
        environment(DemoSite.PRODUCTION, List.of(DemoSite.STAGING));
    }

    private void environment(String name, List<String> after) {
        line("  - name: %s", name);
        line("    after: [%s]", String.join(", ", after));
    }

    private void customers() {
        line("customers:");
        for (DemoCustomer customer : DemoCustomer.values()) {
            line("  - name: %s", customer.id());
            line("    ring: %d", customer.ring());
            line("    timeZone: %s", customer.timeZone());
            line("    labels: {tier: %s}", customer.tier());
        }
    }

    private void instance(DemoSite site, String url) {
        line("  - name: %s", site.name());
        if (!site.isShared()) {
            line("    customer: %s", site.customer());
        }
        line("    environment: %s", site.environment());
        line("    url: %s", url);
        line("    variables:");
        line("      INSTANCE_HOME: %s", site.home());
        line("      TAX_ENGINE: %s", site.taxEngine());
        line("      CURRENCY: %s", site.currency());
    }

    private void line(String pattern, Object... values) {
        yaml.append(pattern.formatted(values)).append('\n');
    }
}
