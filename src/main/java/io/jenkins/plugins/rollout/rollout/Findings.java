package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was found of the instances that a wave has deployed: by its verdict, by a person's word, and later. */
final class Findings {
    private final Set<String> healthy = new LinkedHashSet<>();
    private final Set<String> unhealthy = new LinkedHashSet<>();
    private final Set<String> inconclusive = new LinkedHashSet<>();
    private final Map<String, InstanceHealth> unwell = new LinkedHashMap<>();
    private final Map<String, String> foundLater = new LinkedHashMap<>();

    private Optional<Instant> judgedAt = Optional.empty();
    private Optional<Verdict> verdict = Optional.empty();
    private boolean trusted;

    void judged(RolloutEvent.WaveJudged event) {
        verdict = Optional.of(event.verdict());
        judgedAt = Optional.of(event.at());
        for (InstanceHealth health : event.health()) {
            setFor(health.verdict()).add(health.instance());
            if (health.verdict() != Verdict.PASS) {
                unwell.put(health.instance(), health);
            }
        }
        if (event.verdict() == Verdict.PASS) {
            trustTheDoubtful();
        }
    }

    private Set<String> setFor(Verdict ofInstance) {
        return switch (ofInstance) {
            case PASS -> healthy;
            case FAIL -> unhealthy;
            case INCONCLUSIVE -> inconclusive;
        };
    }

    private void trustTheDoubtful() {
        healthy.addAll(inconclusive);
        inconclusive.clear();
    }

    /** A person has said that what could not be judged counts as healthy. */
    void trusted() {
        trusted = true;
        trustTheDoubtful();
    }

    /** @return false if it is not healthy any more, or was not judged yet */
    boolean harmed(String instance, String reason) {
        if (!healthy.remove(instance)) {
            return false;
        }
        unhealthy.add(instance);
        foundLater.put(instance, reason);
        unwell.put(instance, new InstanceHealth(instance, Verdict.FAIL, reason));
        return true;
    }

    /** More is bad than may be. */
    void fail() {
        verdict = Optional.of(Verdict.FAIL);
    }

    Optional<Instant> judgedAt() {
        return judgedAt;
    }

    Optional<Verdict> verdict() {
        return verdict;
    }

    boolean isFailed() {
        return verdict.equals(Optional.of(Verdict.FAIL));
    }

    /** Whether it waits for a person's word on those that could not be judged. */
    boolean isInDoubt() {
        return verdict.equals(Optional.of(Verdict.INCONCLUSIVE)) && !trusted;
    }

    /** Passed, or was approved; a wave in which too much was found later has not. */
    boolean hasPassed() {
        return verdict.isPresent() && !isFailed() && !isInDoubt();
    }

    Set<String> healthy() {
        return healthy;
    }

    Set<String> unhealthy() {
        return unhealthy;
    }

    Set<String> inconclusive() {
        return inconclusive;
    }

    /** Those that were judged, then or later, and did not pass. */
    Collection<InstanceHealth> unwell() {
        return unwell.values();
    }

    /** What was found after the verdict: why each of them is unhealthy, by name. */
    Map<String, String> foundLater() {
        return foundLater;
    }
}
