package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Wave;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where every selected instance stands. */
final class Instances {
    private static final String UNJUDGED = "the rollout ended before it was judged";

    private final Map<String, InstanceProgress> byName = new LinkedHashMap<>();

    Instances(Plan plan) {
        for (Wave wave : plan.waves()) {
            for (Placement placement : wave.placements()) {
                byName.put(placement.name(), new InstanceProgress(placement, wave.number()));
            }
        }
    }

    Collection<InstanceProgress> all() {
        return byName.values();
    }

    Optional<InstanceProgress> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @param stages which have taken in the event already */
    void apply(RolloutEvent event, long sequence, Stages stages) {
        if (event instanceof RolloutEvent.OfInstance ofInstance) {
            applyToInstance(ofInstance, sequence, stages);
        } else if (event instanceof RolloutEvent.WaveStarted started) {
            startWave(stages.of(started.wave()), sequence);
        } else if (event instanceof RolloutEvent.WaveJudged judged) {
            judgeWave(judged, sequence, stages);
        } else if (event instanceof RolloutEvent.Approved approved) {
            approve(approved, sequence, stages);
        } else if (event instanceof RolloutEvent.RolloutFinished finished) {
            finish(finished, sequence);
        }
    }

    private void startWave(Stage stage, long sequence) {
        if (stage.is(Action.DEPLOY)) {
            stage.waiting().forEach(name -> byName.get(name).move(InstanceState.WAITING, "", sequence));
        }
    }

    private void applyToInstance(RolloutEvent.OfInstance event, long sequence, Stages stages) {
        Stage stage = stages.of(event.wave());
        if (event instanceof RolloutEvent.HarmFound found) {
            findHarm(found, stage, sequence);
            return;
        }
        boolean back = stage.is(Action.ROLLBACK);
        InstanceProgress progress = byName.get(event.instance());
        if (event instanceof RolloutEvent.InstanceStarted started) {
            progress.start(started.at());
            if (back) {
                progress.move(InstanceState.ROLLING_BACK, progress.reason(), sequence);
            } else {
                String retry = started.attempt() > 1 ? "attempt " + started.attempt() : "";
                progress.move(InstanceState.DEPLOYING, retry, sequence);
            }
        } else if (event instanceof RolloutEvent.AttemptFailed failed) {
            progress.move(progress.state(), "attempt " + failed.attempt() + " failed: " + failed.reason(), sequence);
        } else if (event instanceof RolloutEvent.InstanceDeployed) {
            progress.runs(stage.placement(event.instance()).release().version());
            progress.move(
                    back ? InstanceState.ROLLING_BACK : InstanceState.VERIFYING,
                    back ? progress.reason() : "",
                    sequence);
        } else if (event instanceof RolloutEvent.InstanceFailed failed) {
            progress.finish(failed.at());
            progress.move(back ? InstanceState.ROLLBACK_FAILED : InstanceState.FAILED, failed.reason(), sequence);
        } else if (event instanceof RolloutEvent.InstanceSkipped skipped) {
            progress.move(InstanceState.SKIPPED, skipped.reason(), sequence);
        } else if (event instanceof RolloutEvent.InstanceReset reset) {
            progress.move(back ? progress.state() : InstanceState.WAITING, reset.reason(), sequence);
        }
    }

    private void findHarm(RolloutEvent.HarmFound found, Stage stage, long sequence) {
        if (stage.findings().unhealthy().contains(found.instance())) {
            InstanceProgress progress = byName.get(found.instance());
            if (progress.state() == InstanceState.HEALTHY) {
                progress.finish(found.at());
                progress.move(InstanceState.UNHEALTHY, found.reason(), sequence);
            }
        }
    }

    private void judgeWave(RolloutEvent.WaveJudged judged, long sequence, Stages stages) {
        Stage stage = stages.of(judged.wave());
        for (InstanceHealth health : judged.health()) {
            InstanceProgress progress = byName.get(health.instance());
            if (stage.is(Action.ROLLBACK)) {
                progress.finish(judged.at());
                boolean well = health.verdict() == Verdict.PASS;
                progress.move(
                        well ? InstanceState.ROLLED_BACK : InstanceState.ROLLBACK_FAILED,
                        well ? progress.reason() : health.reason(),
                        sequence);
            } else if (health.verdict() == Verdict.INCONCLUSIVE) {
                doubt(progress, health, judged, sequence);
            } else {
                progress.finish(judged.at());
                boolean well = health.verdict() == Verdict.PASS;
                progress.move(
                        well ? InstanceState.HEALTHY : InstanceState.UNHEALTHY, well ? "" : health.reason(), sequence);
            }
        }
        for (Placement placement : stage.wave().placements()) {
            InstanceProgress progress = byName.get(placement.name());
            if (progress.state() == InstanceState.WAITING) {
                giveUp(progress, "the wave was stopped", judged.at(), sequence);
            }
        }
    }

    private static void doubt(
            InstanceProgress progress, InstanceHealth health, RolloutEvent.WaveJudged judged, long sequence) {
        if (judged.verdict() == Verdict.PASS) {
            progress.finish(judged.at());
            progress.move(InstanceState.HEALTHY, "taken for healthy; not judged: " + health.reason(), sequence);
        } else {
            progress.move(InstanceState.VERIFYING, health.reason(), sequence);
        }
    }

    /** Its turn will not come. What was begun already is not what it was before. */
    private static void giveUp(InstanceProgress progress, String why, Instant at, long sequence) {
        if (progress.startedAt().isPresent()) {
            lose(progress, InstanceState.FAILED, Stage.UNFINISHED + "; " + why, at, sequence);
        } else {
            progress.move(InstanceState.SKIPPED, why, sequence);
        }
    }

    /** What could not be judged counts as healthy now, on that person's word. */
    private void approve(RolloutEvent.Approved approved, long sequence, Stages stages) {
        for (String name : stages.debts()
                .trustedLast()
                .map(stage -> stage.findings().healthy())
                .orElse(Set.of())) {
            InstanceProgress progress = byName.get(name);
            if (progress.state() == InstanceState.VERIFYING) {
                progress.finish(approved.at());
                progress.move(
                        InstanceState.HEALTHY, "approved by " + approved.by() + ": " + approved.reason(), sequence);
            }
        }
    }

    private void finish(RolloutEvent.RolloutFinished finished, long sequence) {
        for (InstanceProgress progress : byName.values()) {
            switch (progress.state()) {
                case PENDING, WAITING -> giveUp(progress, "the rollout ended before", finished.at(), sequence);
                case DEPLOYING ->
                    lose(
                            progress,
                            InstanceState.FAILED,
                            "was in flight when the rollout ended",
                            finished.at(),
                            sequence);
                case ROLLING_BACK -> lose(progress, InstanceState.ROLLBACK_FAILED, UNJUDGED, finished.at(), sequence);
                case VERIFYING -> progress.move(InstanceState.VERIFYING, UNJUDGED, sequence);
                default -> {}
            }
        }
    }

    private static void lose(InstanceProgress progress, InstanceState state, String why, Instant at, long sequence) {
        progress.finish(at);
        progress.move(state, why, sequence);
    }
}
