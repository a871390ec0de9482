package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.Candidate;
import io.jenkins.plugins.rollout.plan.DeploymentEnvironment;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.source.Subject;
import java.time.Instant;
import java.util.List;

/** Who has the new release and who the old one, as a gate's checks ask about them. */
public final class Exposure {
    private Exposure() {}

    /** The instances that are to be judged. */
    public static List<Candidate> candidates(Rollout rollout, Decision.Judge judge) {
        return judge.placements().stream()
                .map(placement -> candidate(rollout, judge.wave(), placement))
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
        return rollout.instances().stream()
                .filter(progress -> progress.startedAt().isEmpty())
                .filter(progress ->
                        progress.state() == InstanceState.PENDING || progress.state() == InstanceState.WAITING)
                .map(InstanceProgress::placement)
                .filter(placement -> placement.instance().environment().equals(wave.environment()))
                .filter(placement -> !placement.previous().isNone())
                .map(placement -> DeploymentEnvironment.subjectOnOldRelease(rollout.id(), wave, placement))
                .toList();
    }
}
