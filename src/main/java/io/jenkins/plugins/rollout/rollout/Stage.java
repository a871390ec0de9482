package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How far one wave has come. Each of its instances is in exactly one of the sets. */
final class Stage {
    static final String UNFINISHED = "was in flight when the driver ended";

    private final Wave wave;
    private final int allowedFailures;
    private final Map<String, Placement> placements = new LinkedHashMap<>();
    private final Map<String, Integer> attempts = new HashMap<>();

    private final Deque<String> waiting = new ArrayDeque<>();
    private final Set<String> inFlight = new LinkedHashSet<>();
    private final Set<String> uncertain = new LinkedHashSet<>();
    private final Set<String> deployed = new LinkedHashSet<>();
    private final Map<String, String> failed = new LinkedHashMap<>();
    private final Set<String> skipped = new LinkedHashSet<>();
    private final Map<String, Measurement> verified = new LinkedHashMap<>();
    private final Findings findings = new Findings();

    private Optional<Instant> startedAt = Optional.empty();
    private Instant lastSettled = Instant.MIN;
    private boolean closed;

    /** @param allowedFailures more than these fail the wave */
    Stage(Wave wave, int allowedFailures) {
        this.wave = wave;
        this.allowedFailures = allowedFailures;
        for (Placement placement : wave.placements()) {
            placements.put(placement.name(), placement);
            waiting.add(placement.name());
        }
    }

    void started(Instant at) {
        startedAt = Optional.of(at);
        lastSettled = at;
    }

    void skip(String instance) {
        waiting.remove(instance);
        skipped.add(instance);
    }

    void begin(String instance, int attempt) {
        if (waiting.peek() != null && waiting.peek().equals(instance)) {
            waiting.remove();
        } else {
            waiting.remove(instance);
        }
        attempts.put(instance, attempt);
        inFlight.add(instance);
    }

    /** Says something only of what is deployed and not judged. */
    void verified(String instance, Measurement result) {
        if (deployed.contains(instance)) {
            verified.put(instance, result);
        }
    }

    void deployed(String instance, Instant at) {
        leaveFlight(instance, at);
        deployed.add(instance);
    }

    void failed(String instance, Instant at, String reason) {
        waiting.remove(instance);
        leaveFlight(instance, at);
        failed.put(instance, reason);
    }

    void reset(String instance) {
        uncertain.remove(instance);
        inFlight.remove(instance);
        waiting.addFirst(instance);
    }

    private void leaveFlight(String instance, Instant at) {
        inFlight.remove(instance);
        uncertain.remove(instance);
        lastSettled = at;
    }

    void driverChanged() {
        uncertain.addAll(inFlight);
        inFlight.clear();
    }

    void judged(RolloutEvent.WaveJudged event) {
        findings.judged(event);
        event.health().forEach(health -> deployed.remove(health.instance()));
        unfinished().forEach(name -> failed.put(name, UNFINISHED));
        waiting.removeAll(failed.keySet());
        skipped.addAll(waiting);
        waiting.clear();
    }

    /**
     * Counts one that was healthy against the wave's failure budget.
     *
     * @return false if it is not healthy any more, or was not judged yet
     */
    boolean foundHarmed(String instance, String reason) {
        boolean isNews = findings.harmed(instance, reason);
        if (isNews && countBad() > allowedFailures) {
            findings.fail();
        }
        return isNews;
    }

    /** Nothing more of it is begun, as the rollout was stopped elsewhere. */
    void close() {
        closed = true;
    }

    Wave wave() {
        return wave;
    }

    boolean is(Action action) {
        return wave.action() == action;
    }

    Placement placement(String instance) {
        Placement placement = placements.get(instance);
        if (placement == null) {
            throw new IllegalArgumentException("wave " + wave.number() + " has no instance " + instance);
        }
        return placement;
    }

    List<Placement> placements(Collection<String> instances) {
        return instances.stream().map(this::placement).toList();
    }

    Optional<Instant> startedAt() {
        return startedAt;
    }

    Instant lastSettled() {
        return lastSettled;
    }

    /** What came of those that it has deployed. */
    Findings findings() {
        return findings;
    }

    boolean isJudged() {
        return findings.verdict().isPresent();
    }

    /** How many failed or were found unhealthy. */
    int countBad() {
        return failed.size() + findings.unhealthy().size();
    }

    boolean wasBegun(String instance) {
        return attempts.containsKey(instance);
    }

    int nextAttempt(String instance) {
        return attempts.getOrDefault(instance, 0) + 1;
    }

    int allowedFailures() {
        return allowedFailures;
    }

    boolean isExhausted() {
        return failed.size() > allowedFailures;
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether any of it may be begun yet. */
    boolean mayBegin() {
        return !closed && !isExhausted() && !waiting.isEmpty();
    }

    /** What a pipeline's own tests have said of those that are deployed, as far as they have ended. */
    Map<String, Measurement> verified() {
        return verified;
    }

    /** Whether a pipeline's own tests have found so much harm that nothing can save the wave. */
    boolean isFoundBad() {
        long bad = verified.values().stream()
                .filter(result -> result.outcome() == Measurement.Outcome.FAIL)
                .count();
        return bad > 0 && failed.size() + bad > allowedFailures;
    }

    Collection<String> waiting() {
        return waiting;
    }

    /** Those that were in flight when a driver ended, and have not had their turn again: who knows what runs there. */
    List<String> unfinished() {
        return waiting.stream().filter(attempts::containsKey).toList();
    }

    Set<String> inFlight() {
        return inFlight;
    }

    Set<String> uncertain() {
        return uncertain;
    }

    List<String> pending() {
        Set<String> open = new HashSet<>(inFlight);
        open.addAll(uncertain);
        if (mayBegin()) {
            open.addAll(waiting);
        }
        Set<String> pending = open.isEmpty() ? deployed : open;
        return placements.keySet().stream().filter(pending::contains).toList();
    }

    Set<String> deployed() {
        return deployed;
    }

    /** Why each of them failed, by name. */
    Map<String, String> failed() {
        return failed;
    }

    Set<String> skipped() {
        return skipped;
    }

    List<Rollout.InFlight> allInFlight() {
        return Stream.concat(inFlight.stream(), uncertain.stream())
                .map(name -> new Rollout.InFlight(wave, placement(name), attempts.get(name)))
                .toList();
    }

    /** Those that are bad, and those that nothing is known of. */
    List<Placement> affected() {
        return wave.placements().stream()
                .filter(placement -> failed.containsKey(placement.name())
                        || findings.unhealthy().contains(placement.name())
                        || findings.inconclusive().contains(placement.name()))
                .toList();
    }

    /** Those that the action reached, whatever came of it. */
    List<Placement> reached() {
        return wave.placements().stream()
                .filter(placement -> attempts.containsKey(placement.name()))
                .toList();
    }

    /** Those that failed and, once it was judged, those that did not pass. */
    List<InstanceHealth> unwell() {
        return Stream.concat(
                        failed.entrySet().stream()
                                .map(one -> new InstanceHealth(one.getKey(), Verdict.FAIL, one.getValue())),
                        findings.unwell().stream())
                .toList();
    }
}
