package io.jenkins.plugins.rollout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Many threads write at the same time, and share what durability costs. */
public class GroupCommitTest {
    private static final int THREADS = 16;
    private static final int EVENTS = 40;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private Ledger ledger;
    private Play play;

    @Before
    public void open() {
        ledger = Ledger.open(folder.getRoot().toPath().resolve("ledger.db"));
        play = new Play(ledger);
    }

    @After
    public void close() {
        threads.shutdownNow();
        ledger.close();
    }

    @Test
    public void manyAppendsShareATransaction() throws Exception {
        List<Journal> journals = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            journals.add(play.begin("r-" + i, "4.1.0", "instance-" + i));
        }
        long before = ledger.transactions();

        atTheSameTime(journals.stream()
                .map(journal -> (Callable<Void>) () -> {
                    for (int i = 1; i <= EVENTS; i++) {
                        journal.append(new RolloutEvent.RolloutInterrupted(play.later(), "event " + i));
                    }
                    return null;
                })
                .toList());

        assertThat(ledger.transactions() - before)
                .as("transactions for %d appends", THREADS * EVENTS)
                .isLessThan(THREADS * EVENTS);
        for (int i = 0; i < THREADS; i++) {
            assertThat(ledger.decisiveEvents("r-" + i, 1))
                    .as("nothing lost, in order")
                    .extracting(
                            event -> event.sequence() + " " + ((RolloutEvent.RolloutInterrupted) event.event()).why())
                    .containsExactlyElementsOf(expected());
        }
    }

    private static List<String> expected() {
        List<String> expected = new ArrayList<>();
        for (int i = 1; i <= EVENTS; i++) {
            expected.add((i + 1) + " event " + i);
        }
        return expected;
    }

    @Test
    public void aWorkThatIsRefusedLeavesTheOthersOfItsTransactionAlone() throws Exception {
        try (Database database = Database.open(folder.getRoot().toPath().resolve("other.db"))) {
            database.write(connection -> Rows.update(connection, "create table number (value integer)"));
            CountDownLatch busy = new CountDownLatch(1);
            CountDownLatch gathered = new CountDownLatch(1);
            List<Future<Object>> all = new ArrayList<>();
            all.add(threads.submit(() -> database.write(connection -> {
                busy.countDown();
                await(gathered);
                return null;
            })));
            busy.await();
            for (int i = 0; i < 10; i++) {
                int number = i;
                all.add(threads.submit(() -> database.write(connection -> {
                    Rows.update(connection, "insert into number (value) values (?)", number);
                    if (number % 3 == 0) {
                        throw new LedgerException("refused " + number);
                    }
                    return number;
                })));
            }
            gathered.countDown();

            for (int i = 0; i < 10; i++) {
                Future<Object> work = all.get(i + 1);
                if (i % 3 == 0) {
                    assertThatThrownBy(work::get).hasRootCauseMessage("refused " + i);
                } else {
                    assertThat(work.get()).isEqualTo(i);
                }
            }
            List<Integer> written = database.read(connection ->
                    Rows.select(connection, row -> row.getInt(1), "select value from number order by value"));
            assertThat(written).containsExactly(1, 2, 4, 5, 7, 8);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void atTheSameTime(List<Callable<Void>> works) throws Exception {
        CyclicBarrier start = new CyclicBarrier(works.size());
        List<Future<Void>> ends = new ArrayList<>();
        for (Callable<Void> work : works) {
            ends.add(threads.submit(() -> {
                start.await();
                return work.call();
            }));
        }
        for (Future<Void> end : ends) {
            end.get();
        }
    }
}
