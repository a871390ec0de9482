package io.jenkins.plugins.rollout.testing;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A server over TLS on a free port, with a certificate that the test makes; it answers {@code {"a": 0}}. */
public final class SecureServer implements AutoCloseable {
    private static final String PASSWORD = "changeit";

    private final HttpsServer server;

    private SecureServer(HttpsServer server) {
        this.server = server;
    }

    /** With a certificate that nobody has signed but itself. */
    public static SecureServer selfSigned(Path folder)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path keys = folder.resolve("self.p12");
        make(keys, "server", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1");
        return start(keys);
    }

    /** An authority that signs certificates, and a store in which it is trusted. */
    public record Authority(Path folder) {
        public static Authority in(Path folder) throws IOException, InterruptedException {
            Authority authority = new Authority(folder);
            make(authority.keys(), "authority", "-dname", "CN=Authority", "-ext", "bc:c");
            Path certificate = folder.resolve("authority.crt");
            keytool(authority.keys(), "-exportcert", "-alias", "authority", "-file", certificate.toString());
            keytool(
                    authority.trust(),
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    "authority",
                    "-file",
                    certificate.toString());
            return authority;
        }

        private Path keys() {
            return folder.resolve("authority.p12");
        }

        private Path trust() {
            return folder.resolve("trust.p12");
        }

        /** For a Java that is to trust it. */
        public String options() {
            return "-Djavax.net.ssl.trustStore=" + trust() + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
        }

        /**
         * A server that it vouches for.
         *
         * @param names as {@code dns:example.com}
         * @param since when, such as {@code -10d}; for two days
         */
        public SecureServer vouches(String names, String since)
                throws IOException, GeneralSecurityException, InterruptedException {
            Path keys = Files.copy(
                    keys(), Files.createTempDirectory(folder, "server").resolve("keys.p12"));
            make(
                    keys,
                    "server",
                    "-signer",
                    "authority",
                    "-dname",
                    "CN=Server",
                    "-ext",
                    "san=" + names,
                    "-startdate",
                    since,
                    "-validity",
                    "2");
            keytool(keys, "-delete", "-alias", "authority");
            return start(keys);
        }
    }

    private static void make(Path store, String alias, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
        arguments.addAll(List.of(options));
        keytool(store, arguments.toArray(String[]::new));
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String says = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new AssertionError(command + ": " + says);
        }
    }

    private static SecureServer start(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            byte[] body = HostileServer.bytes("{\"a\": 0}");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return new SecureServer(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String place() {
        return "127.0.0.1:" + port();
    }

    public String url() {
        return "https://" + place();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
