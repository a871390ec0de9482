package io.jenkins.plugins.rollout.source;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The kinds of sources that a gate's checks can name. */
public final class SourceKinds {
    private static final Map<String, SourceReader> READERS = Map.ofEntries(
            Map.entry("http", new HttpSourceReader()),
            Map.entry("command", new CommandSourceReader()),
            Map.entry(JsonSource.KIND, new JsonSourceReader()),
            Map.entry(JunitSource.KIND, new JunitSourceReader()),
            Map.entry(PrometheusSource.KIND, new PrometheusSourceReader()),
            Map.entry(AlertmanagerSource.KIND, new AlertmanagerSourceReader()));

    private SourceKinds() {}

    public static Optional<SourceReader> find(String kind) {
        return Optional.ofNullable(READERS.get(kind));
    }

    /** As they are written: {@code http}. */
    public static SortedSet<String> names() {
        return new TreeSet<>(READERS.keySet());
    }
}
