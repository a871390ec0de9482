package io.jenkins.plugins.rollout.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Sends requests over HTTP so that the whole answer must be there in time, its body included. Follows no redirects. */
final class TimedHttp {
    /** Made with the first request: without any, a rollout does without the time that it takes. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private TimedHttp() {}

    /** Makes something of an answer while it comes. What it leaves of the body is not fetched. */
    @FunctionalInterface
    interface Reader<T> {
        T read(HttpResponse<InputStream> response) throws IOException;
    }

    static HttpRequest.Builder request(Duration timeout) {
        return HttpRequest.newBuilder().timeout(timeout).header("User-Agent", "rollout-matrix");
    }

    /**
     * Sends it, and reads the answer.
     *
     * @param request with the same timeout
     * @throws HttpTimeoutException if the reader was not done in time
     */
    static <T> T send(HttpRequest request, Duration timeout, Reader<T> reader)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        HttpResponse<InputStream> response = CLIENT.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            // The client's own time-out ends with the headers; a body that drips is cut off here.
            Executor atDeadline =
                    CompletableFuture.delayedExecutor(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> closeQuietly(body), atDeadline);
            try {
                T read = reader.read(response);
                if (cut.isDone()) {
                    throw tooLate();
                }
                return read;
            } catch (IOException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                throw cut.isDone() ? tooLate() : e;
            } finally {
                cut.cancel(false);
            }
        }
    }

    private static HttpTimeoutException tooLate() {
        return new HttpTimeoutException("the body was not complete in time");
    }

    private static void closeQuietly(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // The reader notices by itself.
        }
    }
}
