package com.example.billing;

import java.math.BigDecimal;
import java.util.Locale;

/** The tax engines that customers choose from; new in 4.1.1: spaces around a name do no harm. */
enum TaxEngine {
    AVALARA("0.0825"),
    VERTEX("0.13"),
    SOVOS("0.19"),
    FLAT("0.18");

    private final BigDecimal rate;

    TaxEngine(String rate) {
        this.rate = new BigDecimal(rate);
    }

    static TaxEngine named(String name) {
        return valueOf(name.strip().toUpperCase(Locale.ROOT));
    }

    BigDecimal rate() {
        return rate;
    }
}
