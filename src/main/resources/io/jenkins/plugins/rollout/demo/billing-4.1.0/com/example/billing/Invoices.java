package com.example.billing;

import java.math.BigDecimal;

/** Writes invoices. The amounts follow from the number, as this example has no database. */
final class Invoices {
    /** The authorities' computer is never quite well: one in so many invoices is refused, whatever the release. */
    private static final int REFUSED = 200;

    private final Taxes taxes;
    private final String currency;

    Invoices(Taxes taxes, String currency) {
        this.taxes = taxes;
        this.currency = currency;
    }

    Invoice invoice(int number) throws TaxesUnavailableException {
        if (number % REFUSED == REFUSED - 1) {
            throw new TaxesUnavailableException("the authorities did not answer for invoice " + number);
        }
        String account = "account-" + number % 100;
        BigDecimal net = BigDecimal.valueOf(10_000 + number * 7_919L % 90_000, 2);
        return new Invoice(number, net, taxes.on(net, account), currency);
    }
}
