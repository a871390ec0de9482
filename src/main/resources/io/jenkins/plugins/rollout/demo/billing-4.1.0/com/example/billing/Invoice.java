package com.example.billing;

import java.math.BigDecimal;

/** What a customer's customer has to pay. */
record Invoice(int number, BigDecimal net, BigDecimal tax, String currency) {
    BigDecimal total() {
        return net.add(tax);
    }
}
