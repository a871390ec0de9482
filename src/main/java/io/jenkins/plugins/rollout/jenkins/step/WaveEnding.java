package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step does when all its bodies have ended, and what it returns. */
enum WaveEnding {
    /** The wave is left for a gate to judge. */
    UNJUDGED {
        @Override
        Map<String, Object> end(BuildRollout driven, int wave, List<String> instances, List<String> left) {
            return driven.read(now -> WaveResult.of(now, wave, instances, left));
        }
    },

    WAY_BACK {
        @Override
        Map<String, Object> end(BuildRollout driven, int wave, List<String> instances, List<String> left) {
            return driven.read(now -> WaveResult.ofWayBack(now, wave, instances, left));
        }
    },

    /** The only wave of a rollout without a gate: what was deployed counts as healthy. */
    JUDGED {
        @Override
        Map<String, Object> end(BuildRollout driven, int wave, List<String> instances, List<String> left)
                throws AbortException {
            driven.decide(rollout -> judge(rollout, driven));
            finishIfDone(driven);
            Map<String, Object> result = driven.read(now -> WaveResult.of(now, wave, instances, left));
            boolean failed = driven.read(now ->
                    now.waves().stream().anyMatch(progress -> progress.verdict().equals(Optional.of(Verdict.FAIL))));
            if (failed) {
                throw new AbortException("rollout " + driven.id() + " failed: " + result.get("failed")
                        + "; rollbackInstances(rollout: '" + driven.id() + "') brings back what they had");
            }
            return result;
        }
    };

    /** @param left those that the step did not begin */
    abstract Map<String, Object> end(BuildRollout driven, int wave, List<String> instances, List<String> left)
            throws AbortException;

    /** Records the rollout's end, if nothing is left to do. */
    void finishIfDone(BuildRollout driven) {
        driven.decide(rollout -> rollout.finished().isEmpty()
                        && rollout.next(driven.clock()) instanceof Decision.Finish finish
                ? List.of(new RolloutEvent.RolloutFinished(driven.clock().instant(), finish.outcome(), finish.why()))
                : List.of());
    }

    private static List<RolloutEvent> judge(Rollout rollout, BuildRollout driven) {
        if (!(rollout.next(driven.clock()) instanceof Decision.Judge judge)) {
            return List.of();
        }
        List<InstanceHealth> health = judge.placements().stream()
                .map(placement -> new InstanceHealth(placement.name(), Verdict.PASS, "deployed; the gate asks nothing"))
                .toList();
        return List.of(rollout.judge(
                judge.wave(),
                health,
                driven.clock().instant(),
                rollout.spec().gate().onInconclusive()));
    }
}
