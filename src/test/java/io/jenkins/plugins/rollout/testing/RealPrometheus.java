package io.jenkins.plugins.rollout.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;

/** A Prometheus that scrapes, five times a second, the metrics that the test sets. */
public final class RealPrometheus extends ExternalResource {
    private static final String CONFIGURATION = """
            global: {scrape_interval: 200ms, scrape_timeout: 200ms}
            scrape_configs:
              - job_name: test
                honor_labels: true
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            """;

    private final TemporaryFolder folder = new TemporaryFolder();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Double> metrics = new ConcurrentHashMap<>();
    private HttpServer target;
    private LoopbackProgram program;
    private String url;

    @Override
    protected void before() throws Throwable {
        LoopbackProgram.assumeInstalled("prometheus");
        folder.create();
        target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        target.createContext("/metrics", this::metrics);
        target.setExecutor(threads);
        target.start();
        start();
    }

    private void start() throws IOException, InterruptedException {
        Path home = folder.getRoot().toPath();
        Files.writeString(
                home.resolve("prometheus.yml"),
                CONFIGURATION.formatted(target.getAddress().getPort()));
        String address = "127.0.0.1:" + LoopbackProgram.freePort();
        url = "http://" + address;
        program = LoopbackProgram.start(
                home,
                url + "/-/ready",
                List.of(
                        "prometheus",
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=" + home.resolve("data"),
                        "--web.listen-address=" + address));
    }

    @Override
    protected void after() {
        if (program != null) {
            program.stop();
        }
        if (target != null) {
            target.stop(0);
        }
        threads.shutdownNow();
        folder.delete();
    }

    public String url() {
        return url;
    }

    /** @param series as it is exposed: {@code requests_total{instance="acme"}} */
    public void set(String series, double value) {
        metrics.put(series, value);
    }

    public void remove(String series) {
        metrics.remove(series);
    }

    /** Returns once what was set has been scraped. */
    public void awaitScrape() throws InterruptedException {
        double mark = System.nanoTime();
        metrics.put("test_mark", mark);
        Await.until("Prometheus has scraped", () -> holds("test_mark == " + mark));
    }

    private boolean holds(String query) {
        try {
            String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/v1/query?query=" + encoded))
                    .timeout(LoopbackProgram.PATIENCE)
                    .build();
            return LoopbackProgram.CLIENT
                    .send(request, BodyHandlers.ofString())
                    .body()
                    .contains("\"value\"");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        StringBuilder text = new StringBuilder();
        metrics.forEach((series, value) ->
                text.append(series).append(' ').append(value(value)).append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String value(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(value);
    }
}
