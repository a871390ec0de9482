package io.jenkins.plugins.rollout.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One of the places where billing runs, before anything runs there.
 *
 * @param customer empty where all customers share it
 * @param exemptionCertificates how many tax-exemption certificates its configuration lists
 */
record DemoSite(
        String name,
        String customer,
        String environment,
        String taxEngine,
        String currency,
        int exemptionCertificates) {
    static final List<String> SHARED_ENVIRONMENTS =
            IntStream.rangeClosed(1, 7).mapToObj(i -> "eng-" + i).toList();
    static final String UAT = "uat";
    static final String STAGING = "staging";
    static final String PRODUCTION = "production";

    /** Test environments hold a sample of a customer's data: this is what they have of certificates at the most. */
    private static final int SAMPLE = 5;

    /** Seven shared ones, then three for each of the five customers. */
    static List<DemoSite> all() {
        List<DemoSite> sites = new ArrayList<>();
        for (String environment : SHARED_ENVIRONMENTS) {
            sites.add(new DemoSite(environment, "", environment, "flat", "USD", SAMPLE));
        }
        for (String environment : List.of(UAT, STAGING, PRODUCTION)) {
            for (DemoCustomer customer : DemoCustomer.values()) {
                sites.add(of(customer, environment));
            }
        }
        return List.copyOf(sites);
    }

    private static DemoSite of(DemoCustomer customer, String environment) {
        int certificates = customer.exemptionCertificates();
        return new DemoSite(
                customer.id() + "-" + environment,
                customer.id(),
                environment,
                customer.taxEngine(),
                customer.currency(),
                environment.equals(PRODUCTION) ? certificates : Math.min(certificates, SAMPLE));
    }

    boolean isShared() {
        return customer.isEmpty();
    }

    /** Where the instance lives, below the workspace. */
    String home() {
        return "instances/" + name;
    }

    /** The instance's own {@code config.properties}, which no deployment touches. */
    String configuration() {
        String certificates = IntStream.range(0, exemptionCertificates)
                .mapToObj(i -> String.format(Locale.ROOT, "account-%02d/2026-%04d", 2 + i % 97, 1 + i))
                .collect(Collectors.joining(",\\\n    "));
        return String.join(
                "\n",
                "instance=" + name,
                "customer=" + (isShared() ? "all" : customer),
                "tax.exemption.certificates=" + certificates,
                "");
    }
}
