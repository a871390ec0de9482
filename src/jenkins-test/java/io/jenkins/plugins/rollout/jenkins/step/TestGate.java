package io.jenkins.plugins.rollout.jenkins.step;

import hudson.model.Run;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.rollout.Decision;
import java.util.List;
import java.util.Set;

/** A gate that says what a test wants, called by the test's pipeline. */
public final class TestGate {
    private TestGate() {}

    /** Judges the wave that is due: all well but those that are named. */
    public static void judge(Run<?, ?> build, String rollout, String... unhealthy) throws Exception {
        Set<String> bad = Set.of(unhealthy);
        BuildRollout driven = BuildRollouts.get().of(build, rollout);
        Decision.Judge judge = (Decision.Judge) driven.next();
        List<InstanceHealth> health = judge.placements().stream()
                .map(placement -> new InstanceHealth(
                        placement.name(),
                        bad.contains(placement.name()) ? Verdict.FAIL : Verdict.PASS,
                        "a test said so"))
                .toList();
        driven.decide(
                now -> List.of(now.judge(judge.wave(), health, driven.clock().instant(), OnInconclusive.HOLD)));
    }
}
