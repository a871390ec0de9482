package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import io.jenkins.plugins.rollout.rollout.WaveProgress;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was reported as done is on record, and adds up to what the driver knew. */
final class MemoryRule {
    private final Facts facts;

    MemoryRule(Facts facts) {
        this.facts = facts;
    }

    void check(Rollout live, List<RolloutEvent> recorded, Clock clock) {
        Breach.unless(
                recorded.equals(facts.events()),
                Rule.NOTHING_FORGOTTEN,
                facts.events().size() + " events were reported, and " + recorded.size() + " are on record");
        Breach.unless(
                Memory.of(Rollout.of(recorded), clock).equals(Memory.of(live, clock)),
                Rule.NOTHING_FORGOTTEN,
                "the recorded events add up to something else");
    }

    private record Memory(
            long sequence,
            RolloutState state,
            Decision next,
            List<WaveProgress> waves,
            List<Known> instances,
            Map<Wave, List<Placement>> background) {
        static Memory of(Rollout rollout, Clock clock) {
            List<Known> instances = rollout.instances().stream()
                    .map(one -> new Known(
                            one.name(),
                            one.state(),
                            one.version(),
                            one.reason(),
                            one.startedAt(),
                            one.finishedAt(),
                            one.changed()))
                    .toList();
            return new Memory(
                    rollout.sequence(),
                    rollout.state(),
                    rollout.next(clock),
                    rollout.waves(),
                    instances,
                    rollout.background());
        }
    }

    private record Known(
            String name,
            InstanceState state,
            String version,
            String reason,
            Optional<Instant> startedAt,
            Optional<Instant> finishedAt,
            long changed) {}
}
