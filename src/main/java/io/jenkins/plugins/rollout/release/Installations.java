package io.jenkins.plugins.rollout.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What runs where, of one service, at one moment. */
public final class Installations {
    public static final Installations NONE = new Installations(List.of());

    private final Map<String, Installation> byInstance;

    public Installations(List<Installation> installations) {
        this.byInstance = installations.stream().collect(Collectors.toMap(Installation::instance, Function.identity()));
    }

    public Optional<Installation> on(String instance) {
        return Optional.ofNullable(byInstance.get(instance));
    }

    /** The release on record for an instance, or {@link Release#NONE}. */
    public Release releaseOn(String instance) {
        return on(instance).map(Installation::release).orElse(Release.NONE);
    }

    public boolean isEmpty() {
        return byInstance.isEmpty();
    }
}
