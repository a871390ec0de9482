package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is worth watching of waves that the rollout has left behind, and of instances that it has not reached. */
final class Background {
    private final Rollout rollout;

    Background(Rollout rollout) {
        this.rollout = rollout;
    }

    Map<Wave, List<Placement>> watched() {
        Stages stages = rollout.stages();
        boolean isOver = rollout.finished().isPresent() || rollout.abort().isPresent() || stages.isClosed();
        Map<Wave, List<Placement>> watched = new LinkedHashMap<>();
        if (!isOver) {
            stages.deployments().stream()
                    .filter(stage -> stage.findings().hasPassed())
                    .forEach(stage -> {
                        List<Placement> healthy = stage
                                .placements(stage.findings().healthy())
                                .stream()
                                .filter(placement -> !stages.debts().isGoingBack(placement.name()))
                                .toList();
                        if (!healthy.isEmpty()) {
                            watched.put(stage.wave(), healthy);
                        }
                    });
        }
        return watched;
    }

    Optional<RolloutEvent.HarmFound> harm(Wave wave, String instance, String reason, Instant at) {
        Stage stage = rollout.stages().of(wave.number());
        boolean isWell = rollout.finished().isEmpty()
                && stage.is(Action.DEPLOY)
                && stage.findings().healthy().contains(instance)
                && !rollout.stages().debts().isGoingBack(instance);
        return isWell ? Optional.of(new RolloutEvent.HarmFound(at, wave.number(), instance, reason)) : Optional.empty();
    }

    List<Placement> onOldRelease(String environment) {
        if (rollout.plan().action() == Action.ROLLBACK) {
            return List.of();
        }
        return rollout.instances().stream()
                .filter(one -> one.state() == InstanceState.PENDING || one.state() == InstanceState.WAITING)
                .filter(one -> one.startedAt().isEmpty())
                .map(InstanceProgress::placement)
                .filter(placement -> placement.instance().environment().equals(environment))
                .filter(placement ->
                        !placement.previous().isNone() && !placement.previous().isSameAs(placement.release()))
                .toList();
    }
}
