package com.example.billing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;

/** The billing service as its server sees it: answers {@code /health}, {@code /version} and {@code /invoices/<number>}. */
public final class Billing implements HttpHandler {
    private static final String INVOICES = "/invoices/";
    private static final int SAMPLE_INVOICE = 1;

    private final String version = Billing.class.getPackage().getImplementationVersion();
    private final String customer;
    private final Invoices invoices;

    public Billing(Properties settings) {
        customer = settings.getProperty("customer");
        invoices = new Invoices(new Taxes(settings), settings.getProperty("currency"));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Answer answer = exchange.getRequestMethod().equals("GET")
                ? answer(exchange.getRequestURI().getPath())
                : new Answer(405, "{\"problem\":\"only GET is understood\"}");
        byte[] body = answer.json().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private Answer answer(String path) {
        try {
            if (path.equals("/version")) {
                return new Answer(200, json("{'service':'billing','version':'%s'}", version));
            }
            if (path.equals("/health")) {
                return health();
            }
            if (path.matches(INVOICES + "\\d{1,9}")) {
                return new Answer(200, json(invoices.invoice(Integer.parseInt(path.substring(INVOICES.length())))));
            }
            return new Answer(404, "{\"problem\":\"no such page\"}");
        } catch (TaxesUnavailableException e) {
            return new Answer(503, json("{'status':'down','problem':'%s'}", e.getMessage()));
        }
    }

    /** Well is who can write an invoice: asking anything less would hide what customers feel. */
    private Answer health() throws TaxesUnavailableException {
        Invoice sample = invoices.invoice(SAMPLE_INVOICE);
        return new Answer(
                200,
                json(
                        "{'status':'up','version':'%s','customer':'%s','sample':%s}",
                        version, customer, json(sample)));
    }

    private static String json(Invoice invoice) {
        return json(
                "{'invoice':%d,'net':%s,'tax':%s,'total':%s,'currency':'%s'}",
                invoice.number(), invoice.net(), invoice.tax(), invoice.total(), invoice.currency());
    }

    private static String json(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern.replace('\'', '"'), values);
    }

    private record Answer(int status, String json) {}
}
