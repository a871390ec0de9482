package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The addresses of the instances: whether each can be one, and that no two instances have the same. */
final class Urls {
    private static final int HIGHEST_PORT = 65_535;

    private final Problems problems;
    private final Map<URI, Owner> owners = new HashMap<>();

    private record Owner(String instance, Location place) {}

    Urls(Problems problems) {
        this.problems = problems;
    }

    /** Reports a URL that can't be one, and warns of one that another instance has. */
    void claim(Scalar url, String instance) {
        Optional<String> fault = fault(url.text());
        if (fault.isPresent()) {
            problems.error(
                    url.location(),
                    "the url " + Quote.of(url.text()) + " " + fault.get()
                            + "; write one such as https://acme.example.com");
            return;
        }
        Owner first =
                owners.putIfAbsent(URI.create(withoutSlashAtEnd(url.text())), new Owner(instance, url.location()));
        if (first != null) {
            problems.warning(url.location(), shared(url, instance, first));
        }
    }

    private static String shared(Scalar url, String instance, Owner first) {
        if (first.place().equals(url.location())) {
            return "several instances get the url " + Quote.of(url.text())
                    + " from here; tell them apart, in a template by {customer} and {environment}";
        }
        return "the instance " + Quote.of(instance) + " has the same url as " + Quote.of(first.instance()) + " at "
                + first.place() + "; give each its own";
    }

    private static Optional<String> fault(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return Optional.of("isn't a valid address");
        }
        if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
            return Optional.of("doesn't begin with http:// or https://");
        }
        if (url.getHost() == null) {
            return Optional.of("has no valid host");
        }
        if (url.getPort() > HIGHEST_PORT) {
            return Optional.of("has a port above " + HIGHEST_PORT);
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            return Optional.of("has a query or fragment, though checks append their own path to it");
        }
        return Optional.empty();
    }

    private static String withoutSlashAtEnd(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
