package com.example.billing;

/** The tax on an invoice can't be known now. */
final class TaxesUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    TaxesUnavailableException(String message) {
        super(message);
    }
}
