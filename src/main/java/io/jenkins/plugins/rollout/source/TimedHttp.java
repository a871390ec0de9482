package io.jenkins.plugins.rollout.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests over HTTP so that the whole answer must be there in time, its body included. Follows no redirects. */
final class TimedHttp {
    /** Made with the first request: without any, a rollout does without the time that it takes. */
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private static final ExecutorService READERS = Executors.newCachedThreadPool(TimedHttp::reader);

    private TimedHttp() {}

    /** Makes something of an answer while it comes. What it leaves of the body is not fetched. */
    @FunctionalInterface
    interface Reader<T> {
        /** Called in a thread of its own. */
        T read(HttpResponse<InputStream> response) throws IOException;
    }

    static HttpRequest.Builder request(Duration timeout) {
        return HttpRequest.newBuilder().timeout(timeout).header("User-Agent", "rollout-matrix");
    }

    /**
     * Sends it, and reads the answer.
     *
     * @throws HttpTimeoutException if the reader was not done in time
     * @throws InterruptedException if the thread was interrupted; nothing goes on then
     */
    static <T> T send(HttpRequest request, Duration timeout, Reader<T> reader)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        HttpResponse<InputStream> response = await(CLIENT.sendAsync(request, BodyHandlers.ofInputStream()), deadline);
        // Waiting for a body ends neither with the client's time-out nor when interrupted; closing it ends it.
        try (InputStream body = response.body()) {
            return await(READERS.submit(() -> reader.read(response)), deadline);
        }
    }

    private static <T> T await(Future<T> future, long deadline) throws IOException, InterruptedException {
        try {
            return future.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the answer was not complete in time");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        } finally {
            future.cancel(true);
        }
    }

    private static Thread reader(Runnable task) {
        Thread thread = new Thread(task, "rollout-http-reader");
        thread.setDaemon(true);
        return thread;
    }
}
