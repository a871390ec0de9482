package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Wave;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a wave by what became of its deployments and by the health of those that were deployed. A wave fails when more
 * instances are bad than its failure budget allows; otherwise it is open as long as one of them is; otherwise it passes.
 */
final class WaveJudgement {
    private final Stages stages;
    private final Stage stage;

    WaveJudgement(Stages stages, Wave wave) {
        this.stages = stages;
        this.stage = stages.of(wave.number());
    }

    RolloutEvent.WaveJudged judge(List<InstanceHealth> health, Instant at) {
        List<InstanceHealth> bad = with(Verdict.FAIL, health);
        List<InstanceHealth> open = with(Verdict.INCONCLUSIVE, health);
        List<String> unfinished = stage.unfinished();
        int failures = stage.failed().size() + unfinished.size() + bad.size();
        int reached = stage.failed().size() + unfinished.size() + health.size();
        List<String> harm = new ArrayList<>();
        stage.failed().forEach((name, reason) -> harm.add(name + ": " + reason));
        unfinished.forEach(name -> harm.add(name + ": " + Stage.UNFINISHED));
        bad.forEach(one -> harm.add(one.instance() + ": " + one.reason()));

        if (isWayBack()) {
            open.forEach(one -> harm.add(one.instance() + ": " + one.reason()));
            return judged(
                    at,
                    harm.isEmpty() ? Verdict.PASS : Verdict.FAIL,
                    harm.isEmpty()
                            ? allWell(reached, "back and healthy")
                            : share(harm.size(), reached, "could not be brought back") + ": " + Names.list(harm),
                    health);
        }
        if (failures > stage.allowedFailures()) {
            String budget =
                    stage.allowedFailures() == 0 ? "" : " (the failure budget allows " + stage.allowedFailures() + ")";
            return judged(at, Verdict.FAIL, share(failures, reached, "bad") + budget + ": " + Names.list(harm), health);
        }
        if (!open.isEmpty()) {
            List<String> reasons = open.stream()
                    .map(one -> one.instance() + ": " + one.reason())
                    .toList();
            return judged(
                    at,
                    Verdict.INCONCLUSIVE,
                    share(open.size(), reached, "not judged") + ": " + Names.list(reasons),
                    health);
        }
        if (reached == 0 && stages.isFollowedInItsEnvironment(stage)) {
            return judged(
                    at,
                    Verdict.INCONCLUSIVE,
                    "every instance of the wave was left out, so nothing speaks for the next",
                    health);
        }
        return judged(at, Verdict.PASS, passReason(failures, reached, harm), health);
    }

    private String passReason(int failures, int reached, List<String> harm) {
        if (reached == 0) {
            return "every instance of the wave was left out";
        }
        return failures == 0
                ? allWell(reached, "healthy")
                : share(failures, reached, "bad") + ", within the failure budget of " + stage.allowedFailures() + ": "
                        + Names.list(harm);
    }

    private boolean isWayBack() {
        return stage.is(Action.ROLLBACK);
    }

    private static List<InstanceHealth> with(Verdict verdict, List<InstanceHealth> health) {
        return health.stream().filter(one -> one.verdict() == verdict).toList();
    }

    private static String allWell(int number, String what) {
        return number == 1 ? "1 instance is " + what : "all " + number + " instances are " + what;
    }

    private static String share(int some, int all, String what) {
        return some + " of " + Names.count(all, "instance") + " " + what;
    }

    private RolloutEvent.WaveJudged judged(Instant at, Verdict verdict, String reason, List<InstanceHealth> health) {
        return new RolloutEvent.WaveJudged(at, stage.wave().number(), verdict, reason, health);
    }
}
