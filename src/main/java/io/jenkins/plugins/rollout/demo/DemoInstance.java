package io.jenkins.plugins.rollout.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One running installation: an HTTP server with a folder of its own. What it answers comes from the release that
 * {@code current} points to, which {@code POST /reload} loads; until the first one nothing is installed and every
 * request gets a 503. A release that does not start is refused, and the one before goes on. {@code GET /metrics} is for
 * Prometheus.
 *
 * <pre>
 * config.properties     the instance's own configuration
 * settings.properties   what deployments set
 * current               points to one of
 * releases/…
 * instance.log
 * </pre>
 */
public final class DemoInstance implements AutoCloseable {
    static {
        // The JDK's server writes head and body of an answer apart; with Nagle's algorithm the body comes 40 ms later.
        // Read once for the whole process, by the first server that it makes.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final String name;
    private final Path home;
    private final HttpServer server;
    private final InstanceLog log;
    private final AtomicReference<InstalledRelease> serving = new AtomicReference<>();

    private DemoInstance(String name, Path home, HttpServer server, InstanceLog log) {
        this.name = name;
        this.home = home;
        this.server = server;
        this.log = log;
    }

    /** @param home where its {@code config.properties} is */
    static DemoInstance start(String name, Path home, Executor executor, Clock clock) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        DemoInstance instance =
                new DemoInstance(name, home, server, new InstanceLog(home.resolve("instance.log"), clock));
        server.setExecutor(executor);
        server.createContext("/", instance::handle);
        server.start();
        return instance;
    }

    public String name() {
        return name;
    }

    public Path home() {
        return home;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        long began = System.nanoTime();
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case "/reload" -> reload(exchange);
                case "/metrics" -> metrics(exchange);
                default -> serve(exchange);
            }
            log.line("%s %s %d %d ms"
                    .formatted(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getResponseCode(),
                            Duration.ofNanos(System.nanoTime() - began).toMillis()));
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        InstalledRelease release = serving.get();
        while (release != null && !release.answers(exchange)) {
            release = serving.get();
        }
        if (release == null) {
            nothingInstalled(exchange);
        }
    }

    /** Served beside the release, as an agent would do it. */
    private void metrics(HttpExchange exchange) throws IOException {
        InstalledRelease release = serving.get();
        if (release == null) {
            nothingInstalled(exchange);
        } else {
            answer(exchange, 200, MetricsText.CONTENT_TYPE, release.metrics());
        }
    }

    private void nothingInstalled(HttpExchange exchange) throws IOException {
        answer(exchange, 503, "nothing is installed on " + name);
    }

    private synchronized void reload(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            answer(exchange, 405, "only POST reloads");
            return;
        }
        InstalledRelease release;
        try {
            release = InstalledRelease.load(home.resolve("current"), settings());
        } catch (IOException e) {
            answer(exchange, 500, e.getMessage());
            return;
        }
        InstalledRelease before = serving.getAndSet(release);
        try {
            answer(exchange, 200, name + " runs billing " + release.version());
        } finally {
            if (before != null) {
                before.close();
            }
        }
    }

    private Properties settings() throws IOException {
        Properties settings = new Properties();
        for (String file : new String[] {"config.properties", "settings.properties"}) {
            try (Reader reader = Files.newBufferedReader(home.resolve(file))) {
                settings.load(reader);
            }
        }
        return settings;
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        answer(exchange, status, "text/plain; charset=utf-8", text);
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() throws IOException {
        server.stop(0);
        InstalledRelease last = serving.getAndSet(null);
        if (last != null) {
            last.close();
        }
        log.close();
    }
}
