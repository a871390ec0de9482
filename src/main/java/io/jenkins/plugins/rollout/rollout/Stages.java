package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.Wave;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The waves of a rollout in the order in which they run. A way back is put in before everything that was not judged: it
 * interrupts a wave that is under way.
 */
final class Stages {
    private final Action action;
    private final Amount failureBudget;
    private final Debts debts;
    private final List<Stage> inOrder = new ArrayList<>();
    private final Map<Integer, Stage> byNumber = new HashMap<>();
    private final Map<Integer, Long> changed = new HashMap<>();
    private final Map<Integer, String> reasons = new HashMap<>();
    /** Started and not judged: the current one, and those that it interrupted. */
    private final Set<Stage> underWay = new LinkedHashSet<>();

    private int judged;
    private Optional<Stage> stoppedIn = Optional.empty();

    Stages(Plan plan, RolloutSpec spec) {
        this.action = plan.action();
        this.failureBudget = spec.limits().failureBudget();
        this.debts = new Debts(this, spec.onFailure());
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
        if (event instanceof RolloutEvent.HarmFound found) {
            findHarm(found, sequence);
        } else if (event instanceof RolloutEvent.OfInstance ofInstance) {
            applyToInstance(ofInstance);
        } else if (event instanceof RolloutEvent.WaveStarted started) {
            of(started.wave()).started(started.at());
            underWay.add(of(started.wave()));
            changed.put(started.wave(), sequence);
        } else if (event instanceof RolloutEvent.WaveJudged judgedWave) {
            judge(judgedWave, sequence);
        } else if (event instanceof RolloutEvent.RollbackPlanned back) {
            for (int i = 0; i < back.plan().waves().size(); i++) {
                Wave wave = back.plan().waves().get(i);
                insert(wave, judged + i);
                changed.put(wave.number(), sequence);
            }
            debts.planned(back.plan());
        } else if (event instanceof RolloutEvent.Approved) {
            debts.doubt().ifPresent(stage -> changed.put(stage.wave().number(), sequence));
            debts.approved();
        } else if (event instanceof RolloutEvent.RolloutResumed) {
            underWay.forEach(Stage::driverChanged);
        } else if (event instanceof RolloutEvent.RolloutFinished) {
            inOrder.subList(judged, inOrder.size())
                    .forEach(stage -> changed.put(stage.wave().number(), sequence));
        }
    }

    private void judge(RolloutEvent.WaveJudged event, long sequence) {
        Stage stage = of(event.wave());
        stage.judged(event);
        reasons.put(event.wave(), event.reason());
        changed.put(event.wave(), sequence);
        underWay.remove(stage);
        if (inOrder.get(judged) != stage) {
            // A way back has come between its measurement and its verdict.
            inOrder.remove(stage);
            inOrder.add(judged, stage);
        }
        judged++;
        takeStock(stage);
    }

    private void findHarm(RolloutEvent.HarmFound found, long sequence) {
        Stage stage = of(found.wave());
        boolean isNews = stage.is(Action.DEPLOY)
                && !debts.isGoingBack(found.instance())
                && stage.foundHarmed(found.instance(), found.reason());
        if (isNews) {
            changed.put(found.wave(), sequence);
            takeStock(stage);
        }
    }

    /** After something turned out bad. */
    private void takeStock(Stage stage) {
        boolean isFailed = stage.is(Action.DEPLOY) && stage.findings().isFailed();
        if (isFailed && stoppedIn.isEmpty()) {
            stoppedIn = Optional.of(stage);
        }
        if (isClosed()) {
            underWay.stream().filter(one -> one.is(Action.DEPLOY)).forEach(Stage::close);
        }
        debts.countAgain();
    }

    private void applyToInstance(RolloutEvent.OfInstance event) {
        Stage stage = of(event.wave());
        if (event instanceof RolloutEvent.InstanceStarted started) {
            stage.begin(started.instance(), started.attempt());
        } else if (event instanceof RolloutEvent.InstanceDeployed deployed) {
            stage.deployed(deployed.instance(), deployed.at());
        } else if (event instanceof RolloutEvent.InstanceFailed failed) {
            stage.failed(failed.instance(), failed.at(), failed.reason());
            if (stage.is(Action.ROLLBACK)) {
                takeStock(stage);
            }
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

    /** Started and not judged, in the order in which they were started. */
    Set<Stage> underWay() {
        return underWay;
    }

    int countInFlight() {
        return underWay.stream().mapToInt(stage -> stage.inFlight().size()).sum();
    }

    Debts debts() {
        return debts;
    }

    Optional<Stage> find(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    Stage of(int number) {
        return find(number).orElseThrow(() -> new IllegalArgumentException("there is no wave " + number));
    }

    /** Of the verdict, and what was found since; empty before. */
    String reason(Stage stage) {
        String ofVerdict = reasons.getOrDefault(stage.wave().number(), "");
        return stage.findings().foundLater().isEmpty() ? ofVerdict : WaveJudgement.reasonOfLateHarm(stage, ofVerdict);
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
        return stoppedIn.isPresent();
    }

    /** The first wave of the plan that failed. */
    Optional<Stage> stoppedIn() {
        return stoppedIn;
    }

    /** A failed wave ends the way forward, and so does an instance for which there was no way back. */
    boolean isClosed() {
        return action == Action.DEPLOY && (isStopped() || countLost() > 0);
    }

    long countReached() {
        return deployments().stream().mapToLong(stage -> stage.reached().size()).sum();
    }

    long countHarmed() {
        return deployments().stream().mapToLong(stage -> stage.countBad()).sum();
    }

    long countSkipped() {
        return deployments().stream()
                .mapToLong(stage -> stage.skipped().size() + stage.waiting().size())
                .sum();
    }

    long countTakenBack() {
        return waysBack().stream()
                .mapToLong(stage -> stage.findings().healthy().size())
                .sum();
    }

    /** How many could not be taken back, or are not known to be. */
    long countLost() {
        return waysBack().stream()
                .mapToLong(stage -> stage.failed().size()
                        + stage.findings().unhealthy().size()
                        + stage.findings().inconclusive().size())
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
                        stage.findings().judgedAt(),
                        stage.findings().verdict(),
                        reason(stage),
                        stage.countBad(),
                        stage.unwell(),
                        changed.get(stage.wave().number())))
                .toList();
    }

    private static String stateOf(Stage stage) {
        if (stage.isJudged()) {
            return switch (stage.findings().verdict().get()) {
                case PASS -> stage.is(Action.ROLLBACK) ? "rolled-back" : "passed";
                case FAIL -> "failed";
                case INCONCLUSIVE -> stage.findings().isInDoubt() ? "inconclusive" : "passed";
            };
        }
        if (stage.startedAt().isEmpty()) {
            return "pending";
        }
        if (stage.is(Action.ROLLBACK)) {
            return "rolling-back";
        }
        boolean settled = stage.inFlight().isEmpty() && stage.uncertain().isEmpty() && !stage.mayBegin();
        return settled ? "judging" : "deploying";
    }
}
