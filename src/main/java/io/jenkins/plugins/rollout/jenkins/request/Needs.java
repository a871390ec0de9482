package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Queue;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Which builds' releases are needed, and by whom: at one moment, by the ledger, the topology and the queue. */
final class Needs {
    private final Ledger ledger = ControllerLedger.get().ledger();
    private final Optional<Topology> topology = topology();
    private final Map<Release, Need> byRelease = new LinkedHashMap<>();

    /** Of one release. */
    private static final class Need {
        private final TreeSet<String> running = new TreeSet<>();
        private final TreeSet<String> goingBack = new TreeSet<>();
        private boolean isWanted;

        private void add(Need other) {
            running.addAll(other.running);
            goingBack.addAll(other.goingBack);
            isWanted |= other.isWanted;
        }

        private String words() {
            List<String> parts = new ArrayList<>();
            if (!running.isEmpty()) {
                parts.add(someOf(running) + (running.size() == 1 ? " runs" : " run") + " its release");
            }
            if (!goingBack.isEmpty()) {
                parts.add((running.isEmpty() ? someOf(goingBack) : String.valueOf(goingBack.size()))
                        + " could go back to it");
            }
            if (isWanted) {
                parts.add("a rollout that has not ended brings it");
            }
            return String.join("; ", parts);
        }

        private static String someOf(TreeSet<String> names) {
            return names.first() + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more");
        }
    }

    private static Optional<Topology> topology() {
        try {
            return Optional.of(TopologyConfiguration.get().topology());
        } catch (InvalidInputException e) {
            // Nobody knows then which instances there are, so none of them is taken for gone.
            return Optional.empty();
        }
    }

    /** Each needed build, and what needs it. */
    Map<Run<?, ?>, String> byBuild() {
        ledger.installations().stream()
                .filter(installation -> topology.isEmpty()
                        || topology.get().instance(installation.instance()).isPresent())
                .forEach(this::add);
        ledger.rollouts().stream()
                .filter(rollout -> !rollout.isFinished())
                .forEach(
                        rollout -> ledger.load(rollout.id()).plan().placements().forEach(this::want));
        waitingInTheQueue().forEach(this::want);

        Map<Run<?, ?>, Need> builds = new LinkedHashMap<>();
        byRelease.forEach(
                (release, need) -> buildsOf(release).forEach(build -> builds.computeIfAbsent(build, one -> new Need())
                        .add(need)));
        Map<Run<?, ?>, String> words = new LinkedHashMap<>();
        builds.forEach((build, need) -> words.put(build, need.words()));
        return words;
    }

    private Need of(Release release) {
        return byRelease.computeIfAbsent(release, one -> new Need());
    }

    private void add(Installation installation) {
        of(installation.release()).running.add(installation.instance());
        if (!installation.previous().isNone()) {
            of(installation.previous()).goingBack.add(installation.instance());
        }
    }

    private void want(Placement placement) {
        if (!placement.release().isNone()) {
            of(placement.release()).isWanted = true;
        }
    }

    private List<Placement> waitingInTheQueue() {
        List<Placement> placements = new ArrayList<>();
        for (Queue.Item item : items()) {
            CarriedRequest request = item.getAction(CarriedRequest.class);
            if (request != null && topology.isPresent()) {
                try {
                    request.plan(
                                    ledger,
                                    topology.get(),
                                    ledger.load(request.rollout()).spec())
                            .placements()
                            .forEach(placements::add);
                } catch (InvalidInputException | LedgerException e) {
                    // It will bring nothing, so it needs nothing.
                    continue;
                }
            }
        }
        return placements;
    }

    private static Queue.Item[] items() {
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            return Queue.getInstance().getItems();
        }
    }

    private static List<Run<?, ?>> buildsOf(Release release) {
        List<Run<?, ?>> builds = BuildRegistry.get().having(release);
        if (!builds.isEmpty() || release.build().isEmpty()) {
            return builds;
        }
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            Run<?, ?> build = Run.fromExternalizableId(release.build());
            return build == null ? List.of() : List.of(build);
        } catch (IllegalArgumentException e) {
            // Made by something else than a build of this controller.
            return List.of();
        }
    }
}
