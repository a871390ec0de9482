package io.jenkins.plugins.rollout.demo;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Prometheus that scrapes the demo's instances each second. It is a process of its own, on a free loopback port,
 * and keeps everything below the demo's workspace:
 *
 * <pre>
 * prometheus/prometheus.yml
 * prometheus/data/…
 * prometheus/prometheus.log
 * </pre>
 */
public final class DemoPrometheus implements AutoCloseable {
    private static final String PROGRAM = "prometheus";
    private static final int ATTEMPTS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /**
     * Ends its child when its own input ends, and that ends with the process that started it, even by kill -9. So no
     * Prometheus is ever left behind.
     */
    private static final String LEASH = """
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            { cat <&3 >/dev/null; kill "$child" 2>/dev/null; } &
            wait "$child"
            """;

    private final Process process;
    private final String url;
    private final Path log;

    private DemoPrometheus(Process process, String url, Path log) {
        this.process = process;
        this.url = url;
        this.log = log;
    }

    /** Whether it is on the PATH. */
    public static boolean isInstalled() {
        return isThere(PROGRAM);
    }

    /** Whether a program is on the PATH. */
    static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> !folder.isEmpty() && Files.isExecutable(Path.of(folder, program)));
    }

    /** @throws InvalidInputException if it is not, with what to do */
    public static void requireInstalled() {
        if (!isInstalled()) {
            throw new InvalidInputException(
                    "there is no prometheus on the PATH: apt-get install --no-install-recommends prometheus");
        }
    }

    /**
     * Returns when it answers.
     *
     * @throws InvalidInputException if it is not installed
     * @throws IOException if it does not start; says where its log is
     */
    public static DemoPrometheus start(DemoFleet fleet) throws IOException, InterruptedException {
        requireInstalled();
        Path folder = Files.createDirectories(fleet.workspace().resolve(PROGRAM));
        Path configuration = Files.writeString(folder.resolve("prometheus.yml"), ScrapeConfiguration.yaml(fleet));
        for (int attempt = 1; ; attempt++) {
            DemoPrometheus prometheus = launch(folder, configuration, freePort());
            try {
                prometheus.awaitReady();
                return prometheus;
            } catch (IOException | InterruptedException | RuntimeException e) {
                prometheus.close();
                // Somebody else may have taken the port meanwhile.
                if (!(e instanceof IOException) || attempt == ATTEMPTS || !prometheus.foundItsPortTaken()) {
                    throw e;
                }
            }
        }
    }

    private static DemoPrometheus launch(Path folder, Path configuration, int port) throws IOException {
        Path log = folder.resolve("prometheus.log");
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        LEASH,
                        "sh",
                        PROGRAM,
                        "--config.file=" + configuration,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new DemoPrometheus(process, "http://127.0.0.1:" + port, log);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest ready = HttpRequest.newBuilder(URI.create(url + "/-/ready"))
                .timeout(PATIENCE)
                .build();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(http, ready)) {
            if (!process.isAlive()) {
                throw new IOException("prometheus ended at once, see " + log + ": " + lastLine());
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("prometheus was not ready within " + PATIENCE.toSeconds() + " s, see " + log);
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private static boolean answers(HttpClient http, HttpRequest ready) throws InterruptedException {
        try {
            return http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean foundItsPortTaken() throws IOException {
        return Files.readString(log).contains("address already in use");
    }

    private String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it says nothing" : lines.get(lines.size() - 1);
    }

    /** Where it is asked, without a slash at the end. */
    public String url() {
        return url;
    }

    /** Ends it. What it has gathered stays. */
    @Override
    public void close() {
        List<ProcessHandle> family = process.descendants().toList();
        try {
            process.getOutputStream().close();
            if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It has ended already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
