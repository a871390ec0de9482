package io.jenkins.plugins.rollout.source;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;

/** Says why an address has not answered, and what can be done about it. A server may have sent back what it was sent: secrets. */
final class NoAnswer {
    private NoAnswer() {}

    static String why(IOException e, URI address, Duration timeout, UnaryOperator<String> mask) {
        if (e instanceof HttpTimeoutException) {
            return "no answer from " + place(address) + " within " + text(timeout);
        }
        return obstacle(e, address, mask)
                .orElseGet(() -> "no complete answer from " + place(address) + ": " + phrase(e, mask));
    }

    /** Why the address could not even be asked; nothing if it is not known to be so. */
    static Optional<String> obstacle(IOException e, URI address, UnaryOperator<String> mask) {
        if (cause(e, UnresolvedAddressException.class).isPresent()
                || cause(e, UnknownHostException.class).isPresent()) {
            return Optional.of("the host " + address.getHost() + " is not known here; see whether its name is right");
        }
        if (cause(e, SSLException.class).isPresent()) {
            return Optional.of(tls(e, address, mask));
        }
        if (cause(e, ConnectException.class).isPresent()) {
            return Optional.of(
                    place(address) + " refuses the connection, or can't be reached; see whether it runs there");
        }
        return Optional.empty();
    }

    private static String tls(IOException e, URI address, UnaryOperator<String> mask) {
        String place = place(address);
        if (cause(e, CertificateExpiredException.class).isPresent()) {
            return "the certificate of " + place + " has expired; renew it";
        }
        if (cause(e, CertificateNotYetValidException.class).isPresent()) {
            return "the certificate of " + place + " is not valid yet; see whether the clock here is right";
        }
        if (cause(e, CertPathBuilderException.class).isPresent()) {
            return "the certificate of " + place + " is not trusted here; import that of the authority that has signed"
                    + " it into the trust store of the Java that asks";
        }
        String why = phrase(e, mask);
        if (why.contains("subject alternative")) {
            return "the certificate of " + place + " is one for another host; ask by the name that it is for";
        }
        return "no secure connection to " + place + ": " + why;
    }

    /** What the client says, which may quote what the server has sent; cut only where no secret can be cut in two. */
    static String phrase(IOException e, UnaryOperator<String> mask) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return why.equals("closed") ? "the connection ended in the middle of it" : Excerpt.of(mask.apply(why));
    }

    private static String place(URI address) {
        return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    private static String text(Duration timeout) {
        return timeout.toMillis() + " ms";
    }

    private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
        int depth = 0;
        for (Throwable one = e; one != null && depth < 20; one = one.getCause(), depth++) {
            if (type.isInstance(one)) {
                return Optional.of(type.cast(one));
            }
        }
        return Optional.empty();
    }
}
