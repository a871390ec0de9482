package io.jenkins.plugins.rollout.source;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;

/** The kinds of sources that a gate's checks can name: the engine's own, and those that its host brings. */
public final class SourceKinds {
    private static final Map<String, SourceReader> OWN = Map.ofEntries(
            Map.entry("http", new HttpSourceReader()),
            Map.entry("command", new CommandSourceReader()),
            Map.entry(JsonSource.KIND, new JsonSourceReader()),
            Map.entry(JunitSource.KIND, new JunitSourceReader()),
            Map.entry(PrometheusSource.KIND, new PrometheusSourceReader()),
            Map.entry(AlertmanagerSource.KIND, new AlertmanagerSourceReader()));

    private static volatile Supplier<Map<String, SourceReader>> more = Map::of;

    private SourceKinds() {}

    /**
     * Lets a host bring kinds of its own, such as those of other Jenkins plugins. None of them takes the place of one of the
     * engine's.
     *
     * @param readers by kind; asked whenever a gate is read, since plugins come and go
     */
    public static void bring(Supplier<Map<String, SourceReader>> readers) {
        more = readers;
    }

    public static Optional<SourceReader> find(String kind) {
        SourceReader own = OWN.get(kind);
        return Optional.ofNullable(own == null ? more.get().get(kind) : own);
    }

    /** As they are written: {@code http}. */
    public static SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(OWN.keySet());
        names.addAll(more.get().keySet());
        return names;
    }
}
