package com.example.billing;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * The customer's tax-exemption certificates. Only a certificate that the registry confirms counts, and each is confirmed
 * anew for each invoice: correct, quick with the handful of certificates of the test environments, and what
 * brings down the customer who has hundreds.
 */
final class Exemptions {
    private static final Duration DEADLINE = Duration.ofMillis(950);
    private static final Pattern SEPARATOR = Pattern.compile("[,\\s]+");

    private final CertificateRegistry registry = new CertificateRegistry();
    private final List<String> certificates;

    private Exemptions(List<String> certificates) {
        this.certificates = certificates;
    }

    static Exemptions of(Properties settings) {
        String listed = settings.getProperty("tax.exemption.certificates", "");
        return new Exemptions(SEPARATOR
                .splitAsStream(listed)
                .filter(certificate -> !certificate.isEmpty())
                .toList());
    }

    /** Whether a confirmed certificate is for the account; a certificate {@code account-17/2026-0042} is for {@code account-17}. */
    boolean cover(String account) throws TaxesUnavailableException {
        long began = System.nanoTime();
        boolean covered = false;
        for (int confirmed = 0; confirmed < certificates.size(); confirmed++) {
            if (System.nanoTime() - began > DEADLINE.toNanos()) {
                throw new TaxesUnavailableException("confirmed " + confirmed + " of " + certificates.size()
                        + " tax-exemption certificates within " + DEADLINE.toMillis() + " ms");
            }
            String certificate = certificates.get(confirmed);
            covered |= registry.confirms(certificate) && certificate.startsWith(account + "/");
        }
        return covered;
    }
}
