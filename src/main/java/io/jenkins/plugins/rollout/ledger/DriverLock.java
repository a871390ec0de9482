package io.jenkins.plugins.rollout.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A driver's hold on its rollout. It is a lock of the operating system, so it ends with the process, however that ends.
 */
public final class DriverLock implements AutoCloseable {
    /** The system's locks belong to a process, and closing a file drops all that the process has on it: so count here too. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DriverLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * @return nothing if another driver has it, of this process or another one
     * @throws LedgerException if the lock's file can't be used
     */
    public static Optional<DriverLock> tryTake(Ledger ledger, String rollout) {
        try {
            Path file = folder(ledger).resolve(rollout + ".lock");
            return OWN.add(file) ? lockOrForget(file) : Optional.empty();
        } catch (IOException e) {
            throw new LedgerException("the lock of rollout " + rollout + " can't be taken: " + e.getMessage(), e);
        }
    }

    /** By its real name: under two names one file would be counted as two. */
    private static Path folder(Ledger ledger) throws IOException {
        return Files.createDirectories(ledger.folder().resolve("locks")).toRealPath();
    }

    private static Optional<DriverLock> lockOrForget(Path file) throws IOException {
        Optional<DriverLock> lock = Optional.empty();
        try {
            lock = lock(file);
            return lock;
        } finally {
            if (lock.isEmpty()) {
                OWN.remove(file);
            }
        }
    }

    private static Optional<DriverLock> lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new DriverLock(file, channel));
    }

    /** Whether someone drives the rollout at this moment. */
    public static boolean isTaken(Ledger ledger, String rollout) {
        Optional<DriverLock> lock = tryTake(ledger, rollout);
        lock.ifPresent(DriverLock::close);
        return lock.isEmpty();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LedgerException("the lock " + file + " can't be released: " + e.getMessage(), e);
        } finally {
            OWN.remove(file);
        }
    }
}
