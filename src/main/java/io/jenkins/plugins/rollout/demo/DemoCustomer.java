package io.jenkins.plugins.rollout.demo;

import java.util.Locale;

/** The demo's five customers, and what each of them has otherwise than the others. */
enum DemoCustomer {
    ACME(1, "America/New_York", "gold", "avalara", "USD", 3),
    BOREALIS(1, "America/Toronto", "silver", "vertex", "CAD", 0),
    /** Sells to hundreds of schools and charities, each with a certificate. */
    CYGNUS(2, "Europe/Berlin", "gold", "sovos", "EUR", 340),
    DUNMORE(2, "Europe/Dublin", "silver", "avalara", "EUR", 5),
    ELBRUS(3, "Asia/Tbilisi", "bronze", "flat", "GEL", 1);

    private final int ring;
    private final String timeZone;
    private final String tier;
    private final String taxEngine;
    private final String currency;
    private final int exemptionCertificates;

    DemoCustomer(int ring, String timeZone, String tier, String taxEngine, String currency, int exemptionCertificates) {
        this.ring = ring;
        this.timeZone = timeZone;
        this.tier = tier;
        this.taxEngine = taxEngine;
        this.currency = currency;
        this.exemptionCertificates = exemptionCertificates;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    int ring() {
        return ring;
    }

    String timeZone() {
        return timeZone;
    }

    String tier() {
        return tier;
    }

    String taxEngine() {
        return taxEngine;
    }

    String currency() {
        return currency;
    }

    int exemptionCertificates() {
        return exemptionCertificates;
    }
}
