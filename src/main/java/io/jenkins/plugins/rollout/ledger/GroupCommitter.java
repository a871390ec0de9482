package io.jenkins.plugins.rollout.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Commits the work of many threads in as few transactions as their timing allows: while one transaction reaches the disk,
 * all that arrives meanwhile gathers for the next. A call returns when its own work is durable.
 */
final class GroupCommitter {
    private final Connection connection;
    private final String begin;
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<Ticket<?>> gathered = new ConcurrentLinkedQueue<>();
    private long transactions;

    /** What one caller wants written, all or nothing. A failure of its own leaves the others' work alone. */
    @FunctionalInterface
    interface Work<T> {
        T write(Connection connection) throws SQLException;
    }

    private static final class Ticket<T> {
        final Work<T> work;
        final CompletableFuture<T> result = new CompletableFuture<>();
        private T written;
        private Throwable refusal;

        Ticket(Work<T> work) {
            this.work = work;
        }

        void write(Connection connection) throws SQLException {
            Rows.update(connection, "savepoint work");
            try {
                written = work.write(connection);
            } catch (LedgerException refused) {
                Rows.update(connection, "rollback to savepoint work");
                refusal = refused;
            }
            Rows.update(connection, "release savepoint work");
        }

        void complete() {
            if (refusal == null) {
                result.complete(written);
            } else {
                result.completeExceptionally(refusal);
            }
        }
    }

    /**
     * Begins and ends transactions by itself: a driver that always has one open would keep other processes from writing.
     *
     * @param connection in auto-commit mode, used by nobody else
     * @param begin the statement that begins a transaction
     */
    GroupCommitter(Connection connection, String begin) {
        this.connection = connection;
        this.begin = begin;
    }

    /**
     * @throws LedgerException as the work threw it
     * @throws SQLException if the transaction failed; nothing of it is written
     */
    <T> T commit(Work<T> work) throws SQLException {
        Ticket<T> ticket = new Ticket<>(work);
        gathered.add(ticket);
        turn.lock();
        try {
            if (!ticket.result.isDone()) {
                commitGathered();
            }
        } finally {
            turn.unlock();
        }
        return resultOf(ticket);
    }

    private void commitGathered() {
        List<Ticket<?>> batch = new ArrayList<>();
        for (Ticket<?> next = gathered.poll(); next != null; next = gathered.poll()) {
            batch.add(next);
        }
        try {
            Rows.update(connection, begin);
            for (Ticket<?> ticket : batch) {
                ticket.write(connection);
            }
            Rows.update(connection, "commit");
            transactions++;
            batch.forEach(Ticket::complete);
        } catch (SQLException | RuntimeException e) {
            rollBack(e);
            batch.forEach(ticket -> ticket.result.completeExceptionally(e));
        }
    }

    /** On a full disk the database has done so already, and says that there is nothing to roll back. */
    private void rollBack(Exception cause) {
        try {
            Rows.update(connection, "rollback");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static <T> T resultOf(Ticket<T> ticket) throws SQLException {
        try {
            return ticket.result.join();
        } catch (java.util.concurrent.CompletionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw sql;
            }
            if (e.getCause() instanceof RuntimeException own) {
                throw own;
            }
            throw e;
        }
    }

    /** How many transactions there were, for tests and benchmarks. */
    long transactions() {
        turn.lock();
        try {
            return transactions;
        } finally {
            turn.unlock();
        }
    }
}
