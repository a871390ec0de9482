package io.jenkins.plugins.rollout.jenkins.step;

import io.jenkins.plugins.rollout.health.BackgroundMeasurement;
import io.jenkins.plugins.rollout.health.Candidate;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.rollout.Exposure;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.source.Subject;
import io.jenkins.plugins.rollout.web.EventWords;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a watch in the background reads of its rollout, and records in it. Used by one thread. */
final class WatchRecord implements BackgroundMeasurement.Waves, BackgroundMeasurement.Listener {
    private final BackgroundWatch watch;
    private final BuildRollout driven;

    /** Found and not recorded yet, by instance. */
    private final Map<String, Harm> found = new LinkedHashMap<>();

    private Exposure.Passed passed = Exposure.Passed.NONE;

    private record Harm(int wave, String instance, String reason) {}

    WatchRecord(BackgroundWatch watch, BuildRollout driven) {
        this.watch = watch;
        this.driven = driven;
    }

    @Override
    public Map<Integer, List<Candidate>> passed() {
        try {
            passed = driven.read(Exposure::passed);
        } catch (LedgerException e) {
            // Those that were to be watched a moment ago are still worth it.
            watch.complain(e);
        }
        return passed.candidates();
    }

    @Override
    public List<Subject> oldRelease(int wave) {
        return Optional.ofNullable(passed.oldRelease().get(wave)).orElse(List.of());
    }

    @Override
    public void measured(int wave, Map<String, List<Measurement>> round) {
        if (watch.goesOn()) {
            Instant now = driven.clock().instant();
            List<RolloutEvent> events = round.entrySet().stream()
                    .<RolloutEvent>map(
                            one -> new RolloutEvent.InstanceMeasured(now, wave, one.getKey(), one.getValue()))
                    .toList();
            try {
                driven.record(events);
            } catch (LedgerException e) {
                // Only people would have read it.
                watch.complain(e);
            }
        }
    }

    @Override
    public void harm(int wave, String instance, String reason) {
        found.put(instance, new Harm(wave, instance, reason));
        recordHarm();
    }

    /** It is told here once: what can't be recorded is kept until it can. */
    void recordHarm() {
        try {
            for (Harm harm : List.copyOf(found.values())) {
                if (watch.goesOn()) {
                    record(harm);
                    found.remove(harm.instance());
                }
            }
        } catch (LedgerException e) {
            watch.complain(e);
        }
    }

    private void record(Harm harm) {
        List<RolloutEvent> recorded = driven.decide(rollout -> event(rollout, harm));
        for (RolloutEvent event : recorded) {
            watch.say(harm.instance() + ": " + driven.read(rollout -> EventWords.sentence(rollout, event)));
        }
    }

    /** Nothing if the instance is not healthy any more, or goes back already. */
    private List<RolloutEvent> event(Rollout rollout, Harm harm) {
        return rollout
                .harm(
                        rollout.wave(harm.wave()).orElseThrow(),
                        harm.instance(),
                        harm.reason(),
                        driven.clock().instant())
                .stream()
                .map(RolloutEvent.class::cast)
                .toList();
    }
}
