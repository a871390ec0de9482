package io.jenkins.plugins.rollout.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Serves the samples until it is stopped, for working on the page by eye: start it from an editor, open what it prints. */
final class PageShowcase {
    private PageShowcase() {}

    public static void main(String[] arguments) throws Exception {
        Path log = Files.createTempFile("showcase", ".log");
        Files.writeString(log, "unpacking billing-4.2.0.tar.gz\nswitching current -> 4.2.0\nreloading\n".repeat(20));
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : PageServer.ANY_FREE_PORT;
        InMemoryViews views = new InMemoryViews(
                log,
                Samples.live(),
                Samples.held(),
                Samples.partial(),
                Samples.failed(),
                Samples.large(),
                Samples.hostile(),
                Samples.crowded(),
                Samples.judged());
        try (PageServer server = PageServer.start(views, PageServer.LOOPBACK, port)) {
            System.out.println(server.address());
            new CountDownLatch(1).await();
        }
    }
}
