package io.jenkins.plugins.rollout.jenkins.step;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.source.Addresses;
import io.jenkins.plugins.rollout.source.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a build keeps of where its pipeline said that servers are, for rollouts that are judged in the background: between
 * the steps there is no environment that says so, nor after a restart.
 */
public final class WatchServers extends InvisibleAction {
    /** The address of each kind of server, by the rollout's id. */
    private final Map<String, Map<String, String>> ofRollouts = new HashMap<>();

    /** Keeps what the gate of a rollout needs. Whoever begins the rollout saves the build. */
    static void keep(Run<?, ?> build, String rollout, Gate gate, Addresses known) {
        Map<String, String> needed = new HashMap<>();
        gate.checks().stream().map(Check::source).map(Source::usualServer).forEach(kind -> {
            if (gate.background() && !kind.isEmpty()) {
                known.find(kind).ifPresent(url -> needed.put(kind, url));
            }
        });
        if (!needed.isEmpty()) {
            synchronized (build) {
                WatchServers action = build.getAction(WatchServers.class);
                if (action == null) {
                    action = new WatchServers();
                    build.addAction(action);
                }
                action.put(rollout, needed);
            }
        }
    }

    private synchronized void put(String rollout, Map<String, String> needed) {
        ofRollouts.put(rollout, needed);
    }

    private synchronized Map<String, String> get(String rollout) {
        return Map.copyOf(ofRollouts.getOrDefault(rollout, Map.of()));
    }

    static Addresses of(Run<?, ?> build, String rollout) {
        WatchServers action = build.getAction(WatchServers.class);
        Map<String, String> urls = action == null ? Map.of() : action.get(rollout);
        return new Addresses() {
            @Override
            public Optional<String> find(String kind) {
                return Optional.ofNullable(urls.get(kind));
            }

            @Override
            public String missing(String kind) {
                return NONE.missing(kind);
            }
        };
    }
}
