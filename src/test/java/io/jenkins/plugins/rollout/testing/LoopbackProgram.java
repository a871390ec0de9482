package io.jenkins.plugins.rollout.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Assume;

/** A server of another project that a test starts on this machine, reachable from nowhere else. */
final class LoopbackProgram {
    static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** With one answer. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Process process;
    private final Path log;

    private LoopbackProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** The test is skipped if the program isn't there. */
    static void assumeInstalled(String program) {
        boolean found = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        Assume.assumeTrue("needs " + program + " on the PATH (Debian: apt-get install " + program + ")", found);
    }

    /** @param ready address that answers 200 once it is */
    static LoopbackProgram start(Path folder, String ready, List<String> command)
            throws IOException, InterruptedException {
        Path log = folder.resolve(command.get(0) + ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        LoopbackProgram program = new LoopbackProgram(process, log);
        try {
            Await.until(command.get(0) + " is ready", () -> program.answers(ready));
        } catch (AssertionError | InterruptedException | RuntimeException e) {
            program.stop();
            throw e;
        }
        return program;
    }

    private boolean answers(String address) {
        if (!process.isAlive()) {
            throw new IllegalStateException("it has ended: " + log());
        }
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                    .timeout(PATIENCE)
                    .build();
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
