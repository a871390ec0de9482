package io.jenkins.plugins.rollout.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.Test;

/** Reports on their way from workers to the driver. */
public class MailboxTest {
    private static final RolloutEvent EVENT = new RolloutEvent.WaveStarted(Instant.EPOCH, 1);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Mailbox mailbox = new Mailbox();

    @Test
    public void allThatHasComeInIsTakenAtOnceAndInOrder() throws InterruptedException {
        RolloutEvent second = new RolloutEvent.WaveStarted(Instant.EPOCH, 2);
        mailbox.post(List.of(EVENT));
        mailbox.post(List.of(second));

        assertThat(mailbox.take(LONG)).flatExtracting(Mailbox.Letter::events).containsExactly(EVENT, second);
        assertThat(mailbox.take(Duration.ZERO)).isEmpty();
    }

    @Test
    public void aRegisteredReportReturnsOnceItIsDurable() throws Exception {
        FutureTask<Void> report = new FutureTask<>(() -> {
            mailbox.register(EVENT);
            return null;
        });
        new Thread(report).start();

        List<Mailbox.Letter> letters = mailbox.take(LONG);

        assertThat(letters).flatExtracting(Mailbox.Letter::events).containsExactly(EVENT);
        assertThat(report.isDone()).isFalse();
        letters.get(0).durable().complete(null);
        report.get();
    }

    @Test
    public void aWorkerThatFailsIsNotWaitedForInVain() {
        mailbox.fail(new OutOfMemoryError("no more threads"));

        assertThatThrownBy(() -> mailbox.take(LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no more threads");
    }
}
