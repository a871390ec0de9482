package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Queue;
import hudson.model.Run;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds requests that have not ended, by looking at the queue and at builds: so it knows them after a restart, too. */
final class Pending {
    private Pending() {}

    /**
     * The requests for builds of the same job that wait in the queue, and those that were asked of a build and run.
     *
     * @param source a build of the job
     */
    static List<Asked> of(Run<?, ?> source) {
        List<Asked> pending = new ArrayList<>();
        if (source.getParent() instanceof Queue.Task task) {
            for (Queue.Item item : Queue.getInstance().getItems(task)) {
                CarriedRequest request = item.getAction(CarriedRequest.class);
                if (request != null) {
                    pending.add(Asked.queued(request, false, item));
                }
            }
        }
        for (BuildRequests.Entry entry : BuildRequests.of(source).entries()) {
            running(source, entry).ifPresent(pending::add);
        }
        return pending;
    }

    /**
     * A request for the same thing that has not ended.
     *
     * @param rollout the id of the rollout that it is asked of
     * @param instances nothing for any
     */
    static Optional<Asked> same(
            Run<?, ?> source, Kind kind, String rollout, Optional<? extends Collection<String>> instances) {
        return of(source).stream()
                .filter(asked -> asked.request().kind() == kind)
                .filter(asked -> asked.request().rollout().equals(rollout))
                .filter(asked -> instances.isEmpty()
                        || Set.copyOf(instances.get())
                                .equals(Set.copyOf(asked.request().instances())))
                .findFirst();
    }

    private static Optional<Asked> running(Run<?, ?> source, BuildRequests.Entry entry) {
        if (entry.number() != 0) {
            Run<?, ?> build = source.getParent().getBuildByNumber(entry.number());
            return build != null && build.isBuilding()
                    ? Optional.of(Asked.running(entry.request(), build))
                    : Optional.empty();
        }
        // It may have left the queue this moment, and not have come to tell its number.
        if (Queue.getInstance().getItem(entry.queueId()) instanceof Queue.LeftItem left && !left.isCancelled()) {
            return left.getExecutable() instanceof Run<?, ?> build
                    ? Optional.of(build).filter(Run::isBuilding).map(run -> Asked.running(entry.request(), run))
                    : Optional.of(Asked.queued(entry.request(), false, left));
        }
        return Optional.empty();
    }
}
