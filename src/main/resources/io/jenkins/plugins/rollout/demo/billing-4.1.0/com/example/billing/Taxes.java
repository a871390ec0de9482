package com.example.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Properties;

/** Works out the tax on an invoice by the rate of the customer's tax engine. */
final class Taxes {
    private final BigDecimal rate;

    Taxes(Properties settings) {
        rate = TaxEngine.named(settings.getProperty("tax.engine")).rate();
    }

    BigDecimal on(BigDecimal net, String account) throws TaxesUnavailableException {
        return net.multiply(rate).setScale(2, RoundingMode.HALF_UP);
    }
}
