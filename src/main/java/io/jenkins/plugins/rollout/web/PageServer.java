package io.jenkins.plugins.rollout.web;

import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Serves the page without Jenkins: read-only, to browsers on this machine unless told otherwise. Answers until it is
 * closed.
 *
 * <p>Java's own server is enough for a handful of people who look at small documents, and brings no dependency.
 */
public final class PageServer implements AutoCloseable {
    public static final String LOOPBACK = "127.0.0.1";
    public static final int ANY_FREE_PORT = 0;

    private static final int THREADS = 8;

    static {
        // Read once by Java's server, which by default waits for ever for slow clients, and 40 ms between the packets
        // of one answer.
        setIfAbsent("sun.net.httpserver.nodelay", "true");
        setIfAbsent("sun.net.httpserver.maxReqTime", "20");
        setIfAbsent("sun.net.httpserver.maxRspTime", "120");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final URI address;

    private PageServer(HttpServer server, HostGuard guard, RolloutViews views) {
        this.server = server;
        // The queue needs no bound of its own: a connection has at most one request in it.
        this.threads = Executors.newFixedThreadPool(THREADS, PageServer::thread);
        this.address = URI.create("http://%s:%d/"
                .formatted(
                        HostGuard.literal(reachable(server)),
                        server.getAddress().getPort()));
        server.setExecutor(threads);
        server.createContext("/", new PageHandler(views, guard));
        server.start();
    }

    /** On the loopback address and a free port. */
    public static PageServer start(RolloutViews views) {
        return start(views, LOOPBACK, ANY_FREE_PORT);
    }

    /**
     * @param host the address or name to listen on; everybody who can reach it can read the page
     * @param port {@link #ANY_FREE_PORT} for any that is free
     * @throws InvalidInputException if it can't listen there, such as when the port is in use
     */
    public static PageServer start(RolloutViews views, String host, int port) {
        InetAddress bound = resolve(host);
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(bound, port), 0);
            return new PageServer(server, new HostGuard(host, bound), views);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "%d is no port; choose one from 1 to 65535, or 0 for any free one".formatted(port));
        } catch (BindException e) {
            throw new InvalidInputException(
                    "The page can't be served on %s port %d: %s. Choose another port, or 0 for any free one."
                            .formatted(host, port, reason(e)));
        } catch (IOException e) {
            throw new InvalidInputException(
                    "The page can't be served on %s port %d: %s".formatted(host, port, e.getMessage()));
        }
    }

    /** The page: the list of rollouts, or the rollout if there is only one. */
    public URI address() {
        return address;
    }

    /** The page of one rollout. */
    public URI address(String rollout) {
        return address.resolve("?rollout=" + URLEncoder.encode(rollout, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static InetAddress resolve(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new InvalidInputException("%s is no address of this machine; %s serves the page to this machine only"
                    .formatted(host, LOOPBACK));
        }
    }

    /** Where a browser on this machine finds a server that listens everywhere. */
    private static InetAddress reachable(HttpServer server) {
        InetAddress bound = server.getAddress().getAddress();
        return bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
    }

    private static String reason(BindException e) {
        return "Address already in use".equals(e.getMessage()) ? "another program uses that port" : e.getMessage();
    }

    private static final AtomicInteger THREAD_NUMBER = new AtomicInteger();

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "rollout-page-" + THREAD_NUMBER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
