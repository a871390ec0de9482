package com.example.billing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The authorities' registry of certificates, one round trip for each. The network is simulated: a round trip is a wait
 * of 2 ms, and every 500th takes 300 ms, because the registry looks it up in its archive.
 */
final class CertificateRegistry {
    private static final int ARCHIVED = 500;

    private final AtomicLong lookUps = new AtomicLong();

    boolean confirms(String certificate) throws TaxesUnavailableException {
        try {
            TimeUnit.MILLISECONDS.sleep(lookUps.incrementAndGet() % ARCHIVED == 0 ? 300 : 2);
            return !certificate.endsWith("-revoked");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TaxesUnavailableException("interrupted while asking the registry for " + certificate);
        }
    }
}
