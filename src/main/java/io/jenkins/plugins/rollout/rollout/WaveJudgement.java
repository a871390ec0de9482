package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Wave;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a wave by what became of its deployments and by the health of those that were deployed. A wave fails when more
 * instances are bad than its failure budget allows; otherwise it is open as long as one of them is, unless the gate says
 * what to make of that; otherwise it passes. A way back passes only when all are known to be well.
 */
final class WaveJudgement {
    private final Stages stages;
    private final Stage stage;
    private final OnInconclusive onInconclusive;

    WaveJudgement(Stages stages, Wave wave, OnInconclusive onInconclusive) {
        this.stages = stages;
        this.stage = stages.of(wave.number());
        this.onInconclusive = onInconclusive;
    }

    RolloutEvent.WaveJudged judge(List<InstanceHealth> measured, Instant at) {
        List<InstanceHealth> health = onInconclusive == OnInconclusive.FAIL && !isWayBack()
                ? measured.stream().map(WaveJudgement::failedIfOpen).toList()
                : measured;
        List<InstanceHealth> bad = with(Verdict.FAIL, health);
        List<InstanceHealth> open = with(Verdict.INCONCLUSIVE, health);
        List<String> unfinished = stage.unfinished();
        int failures = stage.failed().size() + unfinished.size() + bad.size();
        int reached = stage.failed().size() + unfinished.size() + health.size();
        List<String> harm = new ArrayList<>();
        stage.failed().forEach((name, reason) -> harm.add(name + ": " + reason));
        unfinished.forEach(name -> harm.add(name + ": " + Stage.UNFINISHED));
        harm.addAll(reasons(bad));

        if (isWayBack()) {
            harm.addAll(reasons(open));
            return judged(
                    at,
                    harm.isEmpty() ? Verdict.PASS : Verdict.FAIL,
                    harm.isEmpty()
                            ? allWell(reached, "back and healthy")
                            : share(harm.size(), reached, "could not be brought back") + ": " + Names.list(harm),
                    health);
        }
        if (failures > stage.allowedFailures()) {
            String reason = share(failures, reached, "bad") + budget(stage) + ": " + Names.list(harm);
            return judged(at, Verdict.FAIL, reason, health);
        }
        if (!open.isEmpty()) {
            return judgeDoubtful(at, failures, reached, harm, open, health);
        }
        if (reached == 0 && !stage.isClosed() && stages.isFollowedInItsEnvironment(stage)) {
            return judged(
                    at,
                    Verdict.INCONCLUSIVE,
                    "every instance of the wave was left out, so nothing speaks for the next",
                    health);
        }
        return judged(at, Verdict.PASS, passReason(failures, reached, harm), health);
    }

    private static InstanceHealth failedIfOpen(InstanceHealth one) {
        return one.verdict() == Verdict.INCONCLUSIVE
                ? new InstanceHealth(
                        one.instance(),
                        Verdict.FAIL,
                        "could not be judged, and the gate says 'onInconclusive: fail': " + one.reason())
                : one;
    }

    private RolloutEvent.WaveJudged judgeDoubtful(
            Instant at,
            int failures,
            int reached,
            List<String> harm,
            List<InstanceHealth> open,
            List<InstanceHealth> health) {
        String doubt = share(open.size(), reached, "not judged");
        String why = ": " + Names.list(reasons(open));
        if (onInconclusive != OnInconclusive.CONTINUE) {
            return judged(at, Verdict.INCONCLUSIVE, doubt + why, health);
        }
        String known = failures == 0 ? "" : passReason(failures, reached, harm) + "; ";
        return judged(at, Verdict.PASS, known + doubt + ", and the gate goes on all the same" + why, health);
    }

    private static List<String> reasons(List<InstanceHealth> health) {
        return health.stream().map(one -> one.instance() + ": " + one.reason()).toList();
    }

    /** Why a wave is no better than it is, after some of its instances were found unhealthy that had passed. */
    static String reasonOfLateHarm(Stage stage, String ofVerdict) {
        List<String> harm = new ArrayList<>();
        stage.findings().foundLater().forEach((name, reason) -> harm.add(name + ": " + reason));
        int bad = stage.countBad();
        boolean isTooMuch = bad > stage.allowedFailures();
        String before = bad > harm.size() ? "; before that, " + ofVerdict : "";
        return share(harm.size(), stage.reached().size(), "found unhealthy after the wave had passed")
                + (isTooMuch ? budget(stage) : ", within the failure budget of " + stage.allowedFailures())
                + ": "
                + Names.list(harm)
                + before;
    }

    private static String budget(Stage stage) {
        return stage.allowedFailures() == 0 ? "" : " (the failure budget allows " + stage.allowedFailures() + ")";
    }

    private String passReason(int failures, int reached, List<String> harm) {
        if (reached == 0) {
            return stage.isClosed()
                    ? "the rollout was stopped before it reached any instance of the wave"
                    : "every instance of the wave was left out";
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
