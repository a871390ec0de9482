package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Quote;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads the address of an API, which may have placeholders. */
final class ApiAddress {
    private static final int HIGHEST_PORT = 65_535;

    private ApiAddress() {}

    /** What may stand behind the host. */
    enum Form {
        /** A path below which the API is. */
        BASE,
        /** Also a query; and it may be a path below the instance's url. */
        COMPLETE
    }

    /** @return empty if there is none; what can't be an address is reported */
    static String read(Fields fields, String key, Form form) {
        Optional<Scalar> written = fields.text(key);
        written.ifPresent(url -> fault(url.text(), form).ifPresent(fault -> fields.problems()
                .error(
                        url.location(),
                        "'" + key + "' " + fault + ", is " + Quote.of(url.text())
                                + "; write one such as https://prometheus.example.com")));
        return written.map(Scalar::text).orElse("");
    }

    /** The address for an instance, its placeholders encoded; a base without a slash at its end. */
    static String fill(String address, Subject subject) {
        String filled = Placeholders.fillAddress(address.strip(), subject);
        return filled.endsWith("/") ? filled.substring(0, filled.length() - 1) : filled;
    }

    /**
     * The base of a server's API.
     *
     * @param written in the check; empty for the usual address
     * @throws ApiException if there is none
     * @throws MissingLabelException if the instance lacks a label that is named
     */
    static String of(String written, String kind, Subject subject, Laboratory laboratory) throws ApiException {
        if (!written.isEmpty()) {
            return fill(written, subject);
        }
        Addresses usual = laboratory.addresses();
        return usual.find(kind)
                .map(address -> fill(address, subject))
                .orElseThrow(() -> new ApiException(usual.missing(kind)));
    }

    private static Optional<String> fault(String text, Form form) {
        boolean isBelowInstance = form == Form.COMPLETE && text.startsWith("/");
        String absolute = isBelowInstance ? Placeholders.URL + text : text;
        String example = absolute.startsWith(Placeholders.URL)
                ? "http://x" + absolute.substring(Placeholders.URL.length())
                : absolute;
        URI url;
        try {
            url = new URI(Placeholders.PLACEHOLDER.matcher(example).replaceAll("x"));
        } catch (URISyntaxException e) {
            return Optional.of("must be an address");
        }
        if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
            return Optional.of("must begin with http:// or https://");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("must not have a user or password, which 'credentials' name");
        }
        if (url.getHost() == null || url.getPort() > HIGHEST_PORT) {
            return Optional.of("must have a valid host and port");
        }
        if (url.getRawFragment() != null || form == Form.BASE && url.getRawQuery() != null) {
            return Optional.of(form == Form.BASE ? "must have no query or fragment" : "must have no fragment");
        }
        return Optional.empty();
    }
}
