package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Wave;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The waves of a rollout in the order in which they run; a way back is put in where it is decided. */
final class Stages {
    private final Amount failureBudget;
    private final List<Stage> inOrder = new ArrayList<>();
    private final Map<Integer, Stage> byNumber = new HashMap<>();
    private final Map<Integer, Long> changed = new HashMap<>();
    private final Map<Integer, String> reasons = new HashMap<>();
    private int judged;

    Stages(Plan plan, Amount failureBudget) {
        this.failureBudget = failureBudget;
        plan.waves().forEach(wave -> insert(wave, inOrder.size()));
    }

    private void insert(Wave wave, int position) {
        // A way back is never given up half-way: what fails there is reported, and the rest goes on.
        int allowed = wave.action() == Action.ROLLBACK ? Integer.MAX_VALUE : failureBudget.roundedDown(wave.size());
        Stage stage = new Stage(wave, allowed);
        inOrder.add(position, stage);
        byNumber.put(wave.number(), stage);
        changed.put(wave.number(), 0L);
    }

    void apply(RolloutEvent event, long sequence) {
        if (event instanceof RolloutEvent.OfInstance ofInstance) {
            applyToInstance(ofInstance);
        } else if (event instanceof RolloutEvent.WaveStarted started) {
            of(started.wave()).started(started.at());
            changed.put(started.wave(), sequence);
        } else if (event instanceof RolloutEvent.WaveJudged judgedWave) {
            of(judgedWave.wave()).judged(judgedWave);
            reasons.put(judgedWave.wave(), judgedWave.reason());
            changed.put(judgedWave.wave(), sequence);
            judged++;
        } else if (event instanceof RolloutEvent.RollbackPlanned back) {
            lastJudged().ifPresent(Stage::wayBackPlanned);
            for (int i = 0; i < back.plan().waves().size(); i++) {
                Wave wave = back.plan().waves().get(i);
                insert(wave, judged + i);
                changed.put(wave.number(), sequence);
            }
        } else if (event instanceof RolloutEvent.Approved) {
            lastJudged().ifPresent(stage -> {
                stage.approved();
                changed.put(stage.wave().number(), sequence);
            });
        } else if (event instanceof RolloutEvent.RolloutResumed) {
            current().ifPresent(Stage::driverChanged);
        } else if (event instanceof RolloutEvent.RolloutFinished) {
            inOrder.subList(judged, inOrder.size())
                    .forEach(stage -> changed.put(stage.wave().number(), sequence));
        }
    }

    private void applyToInstance(RolloutEvent.OfInstance event) {
        Stage stage = of(event.wave());
        if (event instanceof RolloutEvent.InstanceStarted started) {
            stage.begin(started.instance(), started.attempt());
        } else if (event instanceof RolloutEvent.InstanceDeployed deployed) {
            stage.deployed(deployed.instance(), deployed.at());
        } else if (event instanceof RolloutEvent.InstanceFailed failed) {
            stage.failed(failed.instance(), failed.at(), failed.reason());
        } else if (event instanceof RolloutEvent.InstanceSkipped skipped) {
            stage.skip(skipped.instance());
        } else if (event instanceof RolloutEvent.InstanceVerified verified) {
            stage.verified(verified.instance(), verified.result());
        } else if (event instanceof RolloutEvent.InstanceReset reset) {
            stage.reset(reset.instance());
        }
    }

    /** The first wave that was not judged. */
    Optional<Stage> current() {
        return judged < inOrder.size() ? Optional.of(inOrder.get(judged)) : Optional.empty();
    }

    Optional<Stage> lastJudged() {
        return judged > 0 ? Optional.of(inOrder.get(judged - 1)) : Optional.empty();
    }

    /** The wave of the plan that was judged last, whatever ways back came since. */
    Optional<Stage> lastJudgedDeployment() {
        for (int i = judged - 1; i >= 0; i--) {
            if (inOrder.get(i).is(Action.DEPLOY)) {
                return Optional.of(inOrder.get(i));
            }
        }
        return Optional.empty();
    }

    Optional<Stage> find(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    Stage of(int number) {
        return find(number).orElseThrow(() -> new IllegalArgumentException("there is no wave " + number));
    }

    /** Of the verdict; empty before. */
    String reason(Stage stage) {
        return reasons.getOrDefault(stage.wave().number(), "");
    }

    int nextNumber() {
        return inOrder.size() + 1;
    }

    /** Whether the wave after this one is in the same environment. */
    boolean isFollowedInItsEnvironment(Stage stage) {
        int next = inOrder.indexOf(stage) + 1;
        return next < inOrder.size()
                && inOrder.get(next).wave().environment().equals(stage.wave().environment());
    }

    boolean isStopped() {
        return deployments().stream().anyMatch(stage -> stage.verdict().equals(Optional.of(Verdict.FAIL)));
    }

    long countReached() {
        return deployments().stream().mapToLong(stage -> stage.reached().size()).sum();
    }

    long countHarmed() {
        return deployments().stream()
                .mapToLong(stage -> stage.failed().size() + stage.unhealthy().size())
                .sum();
    }

    long countSkipped() {
        return deployments().stream()
                .mapToLong(stage -> stage.skipped().size() + stage.waiting().size())
                .sum();
    }

    long countTakenBack() {
        return waysBack().stream().mapToLong(stage -> stage.healthy().size()).sum();
    }

    /** How many could not be taken back, or are not known to be. */
    long countLost() {
        return waysBack().stream()
                .mapToLong(stage -> stage.failed().size()
                        + stage.unhealthy().size()
                        + stage.inconclusive().size())
                .sum();
    }

    List<Stage> deployments() {
        return inOrder.stream().filter(stage -> stage.is(Action.DEPLOY)).toList();
    }

    private List<Stage> waysBack() {
        return inOrder.stream().filter(stage -> stage.is(Action.ROLLBACK)).toList();
    }

    List<WaveProgress> progress() {
        return inOrder.stream()
                .map(stage -> new WaveProgress(
                        stage.wave(),
                        stateOf(stage),
                        stage.startedAt(),
                        stage.judgedAt(),
                        stage.verdict(),
                        reason(stage),
                        stage.failed().size() + stage.unhealthy().size(),
                        changed.get(stage.wave().number())))
                .toList();
    }

    private static String stateOf(Stage stage) {
        if (stage.verdict().isPresent()) {
            return switch (stage.verdict().get()) {
                case PASS -> stage.is(Action.ROLLBACK) ? "rolled-back" : "passed";
                case FAIL -> "failed";
                case INCONCLUSIVE -> stage.approvals() > 0 ? "passed" : "inconclusive";
            };
        }
        if (stage.startedAt().isEmpty()) {
            return "pending";
        }
        if (stage.is(Action.ROLLBACK)) {
            return "rolling-back";
        }
        boolean settled = stage.inFlight().isEmpty()
                && stage.uncertain().isEmpty()
                && (stage.waiting().isEmpty() || stage.isExhausted());
        return settled ? "judging" : "deploying";
    }
}
