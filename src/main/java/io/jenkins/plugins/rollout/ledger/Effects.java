package io.jenkins.plugins.rollout.ledger;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.release.Installation.Condition;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Says what an event changes in the ledger's other tables. */
final class Effects {
    private final Rollout rollout;

    /** @param rollout which has taken in the event already */
    Effects(Rollout rollout) {
        this.rollout = rollout;
    }

    List<Effect> of(RolloutEvent event) {
        if (event instanceof RolloutEvent.InstanceStarted started) {
            return List.of(new Effect.SetCondition(placement(started), Condition.UNKNOWN));
        }
        if (event instanceof RolloutEvent.InstanceDeployed deployed) {
            return List.of(new Effect.Install(placement(deployed), action(deployed.wave()), deployed.at()));
        }
        if (event instanceof RolloutEvent.InstanceFailed failed) {
            InstanceState outcome = isBack(failed.wave()) ? InstanceState.ROLLBACK_FAILED : InstanceState.FAILED;
            return List.of(remember(failed.wave(), failed.instance(), failed.at(), outcome));
        }
        if (event instanceof RolloutEvent.HarmFound found) {
            return harmFound(found);
        }
        if (event instanceof RolloutEvent.WaveJudged judged) {
            return judged(judged);
        }
        if (event instanceof RolloutEvent.Approved approved) {
            return approved(approved);
        }
        if (event instanceof RolloutEvent.RolloutFinished finished) {
            return rollout.waves().stream()
                    .filter(wave ->
                            wave.startedAt().isPresent() && wave.judgedAt().isEmpty())
                    .flatMap(wave -> settled(wave.wave(), finished.at()).stream())
                    .toList();
        }
        return List.of();
    }

    private List<Effect> harmFound(RolloutEvent.HarmFound found) {
        boolean isNews =
                rollout.instance(found.instance()).filter(this::hasJustChanged).isPresent();
        return isNews
                ? List.of(
                        new Effect.SetCondition(placement(found), Condition.UNHEALTHY),
                        remember(found.wave(), found.instance(), found.at(), InstanceState.UNHEALTHY))
                : List.of();
    }

    private List<Effect> judged(RolloutEvent.WaveJudged judged) {
        List<Effect> effects = new ArrayList<>();
        for (InstanceHealth health : judged.health()) {
            Placement placement = rollout.placement(judged.wave(), health.instance());
            boolean isTrusted = judged.verdict() == Verdict.PASS && health.verdict() == Verdict.INCONCLUSIVE;
            Verdict counted = isTrusted ? Verdict.PASS : health.verdict();
            effects.add(new Effect.SetCondition(placement, condition(counted)));
        }
        effects.addAll(settled(rollout.wave(judged.wave()).orElseThrow(), judged.at()));
        return effects;
    }

    /** What has come of a wave's instances by this event; those that it never reached are not worth remembering. */
    private List<Effect> settled(Wave wave, Instant at) {
        return wave.placements().stream()
                .map(placement -> rollout.instance(placement.name()).orElseThrow())
                .filter(this::hasJustChanged)
                .filter(progress -> progress.state() != InstanceState.SKIPPED)
                .map(progress -> remember(wave.number(), progress.name(), at, progress.state()))
                .toList();
    }

    private boolean hasJustChanged(InstanceProgress progress) {
        return progress.changed() == rollout.sequence();
    }

    private static Condition condition(Verdict verdict) {
        return switch (verdict) {
            case PASS -> Condition.HEALTHY;
            case FAIL -> Condition.UNHEALTHY;
            case INCONCLUSIVE -> Condition.UNVERIFIED;
        };
    }

    /** Those that a person's word has just made healthy. */
    private List<Effect> approved(RolloutEvent.Approved approved) {
        List<Effect> effects = new ArrayList<>();
        rollout.instances().stream()
                .filter(this::hasJustChanged)
                .filter(progress -> progress.state() == InstanceState.HEALTHY)
                .forEach(progress -> {
                    effects.add(new Effect.SetCondition(progress.placement(), Condition.HEALTHY));
                    effects.add(remember(progress.wave(), progress.name(), approved.at(), InstanceState.HEALTHY));
                });
        return effects;
    }

    private Effect remember(int wave, String instance, Instant at, InstanceState outcome) {
        Placement placement = rollout.placement(wave, instance);
        return new Effect.Remember(new HistoryEntry(
                at, instance, placement.release(), placement.previous(), action(wave), outcome.word(), rollout.id()));
    }

    private Placement placement(RolloutEvent.OfInstance event) {
        return rollout.placement(event.wave(), event.instance());
    }

    private Action action(int wave) {
        return rollout.wave(wave).map(Wave::action).orElseThrow();
    }

    private boolean isBack(int wave) {
        return action(wave) == Action.ROLLBACK;
    }
}
