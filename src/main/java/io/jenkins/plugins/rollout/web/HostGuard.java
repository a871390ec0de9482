package io.jenkins.plugins.rollout.web;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses requests that were addressed to somebody else.
 *
 * <p>A hostile site can let its own name point to this machine (DNS rebinding) and would then read the page as if it
 * were its own. The browser still says in {@code Host} which name it believes to talk to; that name must be ours. The
 * port may be another: a tunnel has its own.
 */
final class HostGuard {
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-f:.]+(%[^]]*)?]");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private final Set<String> names = new HashSet<>();
    private final boolean anyAddress;

    /** @param host as the user named it */
    HostGuard(String host, InetAddress bound) {
        names.add(host.toLowerCase(Locale.ROOT));
        names.add("localhost");
        names.add(literal(bound));
        if (bound.isLoopbackAddress()) {
            names.add("127.0.0.1");
            names.add("[::1]");
        }
        // Bound to every address there is no list of ours; but an address is no name, and can't be pointed elsewhere.
        anyAddress = bound.isAnyLocalAddress();
    }

    /** @param header null if the request has none */
    boolean allows(String header) {
        if (header == null) {
            return false;
        }
        String host = PORT.matcher(header.trim().toLowerCase(Locale.ROOT)).replaceFirst("");
        return names.contains(host) || (anyAddress && ADDRESS.matcher(host).matches());
    }

    /** The address as it stands in a URL. */
    static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return text.contains(":") ? "[" + text + "]" : text;
    }
}
