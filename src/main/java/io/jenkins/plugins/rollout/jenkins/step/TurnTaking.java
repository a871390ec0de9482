package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollout;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.InstanceFailed;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.InstanceSkipped;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.InstanceStarted;
import io.jenkins.plugins.rollout.rollout.Turn;
import io.jenkins.plugins.rollout.rollout.WaveStart;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/** Begins as many of a rollout's waiting steps as may begin now, and ends those whose turn will not come. */
final class TurnTaking {
    private final BuildRollout driven;
    private final List<InstanceExecution> steps;

    /** @param steps that wait, all of this rollout */
    TurnTaking(BuildRollout driven, List<InstanceExecution> steps) {
        this.driven = driven;
        this.steps = steps;
    }

    void take() throws IOException, InterruptedException, ExecutionException {
        new LeftBehind(driven).settle(steps.get(0).getContext());
        if (steps.stream().anyMatch(step -> step.choice() instanceof WaveChoice.WayBack)) {
            driven.decide(rollout -> WaveBeginning.wayBack(rollout, driven));
        }
        Map<String, InstanceExecution> claimed = new LinkedHashMap<>();
        Map<InstanceExecution, Consumer<InstanceExecution>> answers = driven.read(this::answers);
        if (answers.values().stream().anyMatch(answer -> answer != BEGIN)) {
            ProgramThread.awaitTurn(steps.get(0).getContext());
        }
        answers.forEach((step, answer) -> {
            if (answer == BEGIN) {
                if (!claimed.containsKey(step.instance()) && step.claim()) {
                    claimed.put(step.instance(), step);
                }
            } else if (step.claim()) {
                answer.accept(step);
            }
        });
        if (!claimed.isEmpty()) {
            try {
                begin(claimed);
            } finally {
                claimed.values().forEach(InstanceExecution::unclaim);
            }
        }
    }

    private static final Consumer<InstanceExecution> BEGIN = step -> {};

    private Map<InstanceExecution, Consumer<InstanceExecution>> answers(Rollout now) {
        Map<InstanceExecution, Consumer<InstanceExecution>> answers = new LinkedHashMap<>();
        steps.forEach(step -> answers.put(step, answer(now, step)));
        return answers;
    }

    private Consumer<InstanceExecution> answer(Rollout now, InstanceExecution step) {
        try {
            step.locate(now);
            Turn turn = now.turn(driven.clock(), step.wave(), step.instance());
            return switch (turn.state()) {
                case COMING -> BEGIN;
                case NEVER -> one -> one.skip("is left out: " + turn.why());
                case PAUSED -> one -> one.skip("is not begun now: " + turn.why());
                case NOT_DUE -> refusal(step.choice().refuse(now, driven));
                case UNDER_WAY -> refusal(TurnRefusals.underWay(now, step.wave(), step.instance()));
                case TAKEN ->
                    step.isResumed()
                            ? InstanceExecution::conclude
                            : refusal(TurnRefusals.taken(now, step.wave(), step.instance()));
            };
        } catch (AbortException e) {
            return refusal(e);
        }
    }

    private static Consumer<InstanceExecution> refusal(AbortException why) {
        return step -> step.fail(why);
    }

    /** All in one transaction; each that was begun or refused is taken out of the map. */
    private void begin(Map<String, InstanceExecution> claimed) throws InterruptedException {
        List<RolloutEvent> begun = driven.decide(now -> {
            Optional<Decision.Deploy> deploy = now.begin(driven.clock(), claimed::containsKey);
            boolean isNothing = deploy.isEmpty()
                    || deploy.get().start().isEmpty() && deploy.get().refuse().isEmpty();
            return isNothing
                    ? List.of()
                    : WaveStart.events(now, deploy.get(), driven.clock().instant());
        });
        boolean areSomeRefused =
                begun.stream().anyMatch(event -> event instanceof InstanceSkipped || event instanceof InstanceFailed);
        if (areSomeRefused) {
            ProgramThread.awaitTurn(steps.get(0).getContext());
        }
        for (RolloutEvent event : begun) {
            if (event instanceof InstanceStarted started) {
                claimed.remove(started.instance()).begin(started);
            } else if (event instanceof InstanceSkipped skipped) {
                claimed.remove(skipped.instance()).skip("is left out: " + skipped.reason());
            } else if (event instanceof InstanceFailed refused) {
                claimed.remove(refused.instance()).conclude();
            }
        }
    }
}
