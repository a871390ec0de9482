package io.jenkins.plugins.rollout.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The customers' customers: they ask each instance for invoices at a steady rate, whether it answers quickly or not. Which
 * invoice comes next follows from a seed.
 */
public final class DemoTraffic implements AutoCloseable {
    /** Of each instance. */
    public static final int REQUESTS_PER_SECOND = 20;

    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1) / REQUESTS_PER_SECOND;
    private static final long SEED = 20_260_101;
    private static final int INVOICES = 100_000;

    /** Of one instance at a time; who is slower than two seconds loses requests. */
    private static final int IN_FLIGHT = 2 * REQUESTS_PER_SECOND;

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int THREADS = 2;

    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "demo traffic"));
    private final ExecutorService answers = Executors.newFixedThreadPool(THREADS, work -> daemon(work, "demo answers"));
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(answers)
            .build();
    private final LongAdder sent = new LongAdder();
    private final LongAdder lost = new LongAdder();

    private DemoTraffic() {}

    /** Goes on until it is closed. */
    public static DemoTraffic start(List<DemoInstance> instances) {
        DemoTraffic traffic = new DemoTraffic();
        SplittableRandom seeds = new SplittableRandom(SEED);
        long offset = 0;
        for (DemoInstance instance : instances) {
            Customers customers = traffic.new Customers(instance.url(), seeds.split());
            traffic.clock.scheduleAtFixedRate(customers, offset, PERIOD_NANOS, TimeUnit.NANOSECONDS);
            offset += PERIOD_NANOS / instances.size(); // not all at once
        }
        return traffic;
    }

    /** How many requests were sent so far. */
    public long sent() {
        return sent.sum();
    }

    /** How many were not sent because too many of that instance were unanswered. */
    public long lost() {
        return lost.sum();
    }

    /** Those of one instance. */
    private final class Customers implements Runnable {
        private final String url;
        private final SplittableRandom random;
        private final Semaphore room = new Semaphore(IN_FLIGHT);

        Customers(String url, SplittableRandom random) {
            this.url = url;
            this.random = random;
        }

        @Override
        public void run() {
            URI invoice = URI.create(url + "/invoices/" + random.nextInt(1, INVOICES));
            if (!room.tryAcquire()) {
                lost.increment();
                return;
            }
            sent.increment();
            http.sendAsync(HttpRequest.newBuilder(invoice).timeout(TIMEOUT).build(), BodyHandlers.discarding())
                    .whenComplete((answer, failure) -> room.release());
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        answers.shutdownNow();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
