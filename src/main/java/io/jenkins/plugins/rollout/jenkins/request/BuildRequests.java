package io.jenkins.plugins.rollout.jenkins.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.InvisibleAction;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.User;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;

/** What was asked of a build so far, and which builds came of it. Carried by the build that it was asked of. */
public final class BuildRequests extends InvisibleAction implements RunAction2 {
    private static final Logger LOGGER = Logger.getLogger(BuildRequests.class.getName());

    private final List<Entry> entries = new ArrayList<>();

    @CheckForNull
    private transient Run<?, ?> build;

    /** One request. Written with the build; so a class of plain values. */
    static final class Entry {
        private final CarriedRequest request;
        private final long queueId;
        private int number;

        private Entry(CarriedRequest request, long queueId) {
            this.request = request;
            this.queueId = queueId;
        }

        CarriedRequest request() {
            return request;
        }

        /** Of the item that carried it in the queue. */
        long queueId() {
            return queueId;
        }

        /** Of the build that came of it, in the same job; 0 while there is none. */
        int number() {
            return number;
        }
    }

    @Override
    public void onAttached(Run<?, ?> owner) {
        build = owner;
    }

    @Override
    public void onLoad(Run<?, ?> owner) {
        build = owner;
    }

    /** Empty, and not attached, if nothing was asked of the build. */
    static BuildRequests of(Run<?, ?> build) {
        BuildRequests action = build.getAction(BuildRequests.class);
        return action == null ? new BuildRequests() : action;
    }

    synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    static void add(Run<?, ?> build, CarriedRequest request, long queueId) throws IOException {
        synchronized (build) {
            BuildRequests action = of(build);
            action.put(new Entry(request, queueId));
            build.replaceAction(action);
            build.save();
        }
    }

    private synchronized void put(Entry entry) {
        entries.add(entry);
    }

    private synchronized boolean started(CarriedRequest request, int build) {
        Optional<Entry> found = entries.stream()
                .filter(entry -> entry.request.id().equals(request.id()))
                .findFirst();
        found.ifPresent(entry -> entry.number = build);
        return found.isPresent();
    }

    /** A line about a build that came of a request. Read by Jelly, hence public. */
    public record Line(String text, Optional<BuildLink> build) {
        public BuildLink link() {
            return build.orElse(null);
        }
    }

    /** The builds that came of requests and that the current user may see, the newest first. */
    public List<Line> getLines() {
        List<Line> lines = new ArrayList<>();
        Job<?, ?> job = build == null ? null : build.getParent();
        if (job == null || !RolloutPermissions.maySee(build)) {
            return lines;
        }
        for (Entry entry : entries()) {
            Run<?, ?> came = entry.number == 0 ? null : job.getBuildByNumber(entry.number);
            if (came != null) {
                lines.add(0, new Line(text(entry.request()), Optional.of(BuildLink.to(came))));
            }
        }
        return lines;
    }

    private static String text(CarriedRequest request) {
        String what =
                switch (request.kind()) {
                    case ROLLBACK -> "Rolled back by ";
                    case REDEPLOY -> "Deployed again by ";
                };
        return what + nameOf(request.user()) + ": " + request.reason();
    }

    static String nameOf(String userId) {
        User user = User.getById(userId, false);
        return user == null ? userId : user.getDisplayName();
    }

    /** Notes which build came of a request, on the build that it was asked of. */
    @Extension
    public static final class Starts extends RunListener<Run<?, ?>> {
        @Override
        public void onStarted(Run<?, ?> build, TaskListener listener) {
            Optional<RolloutRequest> carried = RolloutRequest.of(build);
            if (carried.isPresent() && carried.get() instanceof CarriedRequest request) {
                BuildRegistry.get()
                        .driverOf(request.rollout())
                        .filter(source -> source.getParent() == build.getParent())
                        .ifPresent(source -> note(source, request, build.getNumber()));
            }
        }

        private static void note(Run<?, ?> source, CarriedRequest request, int number) {
            try {
                if (of(source).started(request, number)) {
                    source.save();
                }
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "can't note on " + source + " that #" + number + " came of it");
            }
        }
    }
}
