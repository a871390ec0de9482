package com.example.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Properties;

/** Works out the tax on an invoice by the rate of the customer's tax engine; new in 4.2.0: exempt accounts pay none. */
final class Taxes {
    private final BigDecimal rate;
    private final Exemptions exemptions;

    Taxes(Properties settings) {
        rate = TaxEngine.named(settings.getProperty("tax.engine")).rate();
        exemptions = Exemptions.of(settings);
    }

    BigDecimal on(BigDecimal net, String account) throws TaxesUnavailableException {
        BigDecimal due = exemptions.cover(account) ? BigDecimal.ZERO : rate;
        return net.multiply(due).setScale(2, RoundingMode.HALF_UP);
    }
}
