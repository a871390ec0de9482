package io.jenkins.plugins.rollout.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * The code of an unpacked release, loaded and configured. Its {@code billing.jar} names in its manifest the class that
 * answers requests: an {@link HttpHandler} with a constructor that takes the settings. It sees the JDK and itself, and
 * nothing of the demo.
 */
final class InstalledRelease implements AutoCloseable {
    static final String JAR = "billing.jar";

    /** What customers ask for; all else is asked by those who operate it. */
    private static final String BUSINESS = "/invoices/";

    private final String version;
    private final HttpHandler application;
    private final URLClassLoader code;
    private final RequestMetrics metrics;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private InstalledRelease(String version, HttpHandler application, URLClassLoader code) {
        this.version = version;
        this.application = application;
        this.code = code;
        metrics = new RequestMetrics(version);
    }

    /** @throws IOException if there is no such release, or it does not start with these settings */
    static InstalledRelease load(Path folder, Properties settings) throws IOException {
        Path jar = folder.toRealPath().resolve(JAR);
        Attributes manifest = manifest(jar);
        URLClassLoader code = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        try {
            HttpHandler application = code.loadClass(manifest.getValue(Attributes.Name.MAIN_CLASS))
                    .asSubclass(HttpHandler.class)
                    .getConstructor(Properties.class)
                    .newInstance(settings);
            return new InstalledRelease(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION), application, code);
        } catch (ReflectiveOperationException | LinkageError e) {
            code.close();
            Throwable reason = e.getCause() == null ? e : e.getCause();
            throw new IOException("release " + folder.toRealPath().getFileName() + " does not start: " + reason, e);
        }
    }

    private static Attributes manifest(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            throw new IOException("no " + JAR + " in " + jar.getParent());
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes();
        }
    }

    String version() {
        return version;
    }

    /** What it has counted since it was loaded, in Prometheus' text format. */
    String metrics() {
        return metrics.text();
    }

    /** @return false if it was closed before, and another release has to answer */
    boolean answers(HttpExchange exchange) throws IOException {
        use.readLock().lock();
        try {
            if (closed) {
                return false;
            }
            handle(exchange);
            return true;
        } finally {
            use.readLock().unlock();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        long began = System.nanoTime();
        try {
            application.handle(exchange);
        } finally {
            if (exchange.getRequestURI().getPath().startsWith(BUSINESS)) {
                int code = exchange.getResponseCode() < 0 ? 500 : exchange.getResponseCode();
                metrics.count(code, Duration.ofNanos(System.nanoTime() - began));
            }
        }
    }

    /** Waits for the requests that it is answering. */
    @Override
    public void close() throws IOException {
        use.writeLock().lock();
        try {
            closed = true;
            code.close();
        } finally {
            use.writeLock().unlock();
        }
    }
}
