package io.jenkins.plugins.rollout.command;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process and all that it has started. */
final class ProcessTree {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ProcessHandle root;

    ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    /** Asks all of them to end, and after a short grace makes them. Returns when none is left. */
    void end() {
        Set<ProcessHandle> members = members();
        members.forEach(ProcessHandle::destroy);
        awaitEnd(members);
        // What was started meanwhile is found below those that are still there.
        Set<ProcessHandle> rest = new LinkedHashSet<>(members);
        members.forEach(member -> member.children().forEach(child -> collect(child, rest)));
        rest.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(rest);
    }

    /** Parents before their children: a shell that lost its child would go on with its next line. */
    private Set<ProcessHandle> members() {
        Set<ProcessHandle> members = new LinkedHashSet<>();
        collect(root, members);
        return members;
    }

    private static void collect(ProcessHandle process, Set<ProcessHandle> members) {
        if (members.add(process)) {
            process.children().forEach(child -> collect(child, members));
        }
    }

    private static void awaitEnd(Set<ProcessHandle> members) {
        CompletableFuture<?>[] ends =
                members.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stillThere) {
            // The caller goes on to the next means.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
