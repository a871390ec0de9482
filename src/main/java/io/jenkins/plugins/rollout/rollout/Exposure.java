package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.Candidate;
import io.jenkins.plugins.rollout.plan.DeploymentEnvironment;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.source.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who has the new release and who the old one, as a gate's checks ask about them. */
public final class Exposure {
    private Exposure() {}

    /**
     * Waves that go on being judged after they have passed, by their number.
     *
     * @param candidates those that are still healthy on the new release
     * @param oldRelease those of the same environment that run an earlier one
     */
    public record Passed(Map<Integer, List<Candidate>> candidates, Map<Integer, List<Subject>> oldRelease) {
        public static final Passed NONE = new Passed(Map.of(), Map.of());

        public Passed {
            candidates = Map.copyOf(candidates);
            oldRelease = Map.copyOf(oldRelease);
        }
    }

    /** The instances that are to be judged. */
    public static List<Candidate> candidates(Rollout rollout, Decision.Judge judge) {
        return candidates(rollout, judge.wave(), judge.placements());
    }

    private static List<Candidate> candidates(Rollout rollout, Wave wave, List<Placement> placements) {
        return placements.stream()
                .map(placement -> candidate(rollout, wave, placement))
                .toList();
    }

    private static Candidate candidate(Rollout rollout, Wave wave, Placement placement) {
        Instant begun = rollout.instance(placement.name())
                .flatMap(InstanceProgress::startedAt)
                .orElse(rollout.lastEventAt());
        return new Candidate(DeploymentEnvironment.subject(rollout.id(), wave, placement), begun);
    }

    /**
     * Instances of the wave's environment that run the old release: the plan has them, and this rollout has not begun
     * them.
     */
    public static List<Subject> oldRelease(Rollout rollout, Wave wave) {
        return rollout.onOldRelease(wave.environment()).stream()
                .map(placement -> DeploymentEnvironment.subjectOnOldRelease(rollout.id(), wave, placement))
                .toList();
    }

    /** What may go on being judged in the background. */
    public static Passed passed(Rollout rollout) {
        Map<Integer, List<Candidate>> candidates = new LinkedHashMap<>();
        Map<Integer, List<Subject>> oldRelease = new LinkedHashMap<>();
        rollout.background().forEach((wave, placements) -> {
            candidates.put(wave.number(), candidates(rollout, wave, placements));
            oldRelease.put(wave.number(), oldRelease(rollout, wave));
        });
        return new Passed(candidates, oldRelease);
    }
}
