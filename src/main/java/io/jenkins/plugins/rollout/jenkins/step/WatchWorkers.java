package io.jenkins.plugins.rollout.jenkins.step;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that ask in the background: few, however many instances there are, and none while nobody is asked. */
final class WatchWorkers {
    private static final int MOST = 16;
    private static final int IDLE_SECONDS = 10;

    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "rollout-background");
                thread.setDaemon(true);
                return thread;
            });

    WatchWorkers() {
        executor.allowCoreThreadTimeOut(true);
    }

    ExecutorService executor() {
        return executor;
    }

    /** Nobody waits for an answer in vain: what runs is interrupted, and what waits is cancelled. */
    void end() {
        executor.shutdownNow().forEach(task -> {
            if (task instanceof Future<?> future) {
                future.cancel(true);
            }
        });
    }
}
