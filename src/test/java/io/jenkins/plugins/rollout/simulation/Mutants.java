package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollback.RollbackPlanner;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Outcome;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.WaveProgress;
import io.jenkins.plugins.rollout.topology.Instance;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Ways to decide wrongly, to see that the invariants notice each of them. */
final class Mutants {
    private Mutants() {}

    static Decision sound(Rollout rollout, Clock clock) {
        return rollout.next(clock);
    }

    static Decision startTheNextWaveBeforeJudging(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        return decision instanceof Decision.Judge judge
                ? waveOfPlan(rollout, judge.wave().number() + 1).orElse(decision)
                : decision;
    }

    static Decision startTheNextWaveInsteadOfAsking(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        if (!(decision instanceof Decision.AskApproval)) {
            return decision;
        }
        return rollout.plan().waves().stream()
                .filter(wave -> !rollout.isStarted(wave))
                .findFirst()
                .map(wave -> startAll(wave.placements(), wave))
                .orElse(decision);
    }

    private static Optional<Decision> waveOfPlan(Rollout rollout, int number) {
        return rollout.plan().waves().stream()
                .filter(wave -> wave.number() == number && wave.action() == Action.DEPLOY)
                .findFirst()
                .map(wave -> startAll(wave.placements(), wave));
    }

    private static Decision startAll(List<Placement> placements, Wave wave) {
        List<Decision.Start> start = placements.stream()
                .map(placement -> new Decision.Start(placement, 1))
                .toList();
        return new Decision.Deploy(wave, start, List.of());
    }

    static Decision deployAgainBeforeJudging(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        return decision instanceof Decision.Judge judge && !judge.placements().isEmpty()
                ? startAll(judge.placements(), judge.wave())
                : decision;
    }

    static Decision ignoreTheFailureBudget(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        return decision instanceof Decision.Judge judge
                        && rollout.toleratedFailures(judge.wave()) < 0
                        && !waiting(rollout, judge.wave()).isEmpty()
                ? startAll(waiting(rollout, judge.wave()), judge.wave())
                : decision;
    }

    private static List<Placement> waiting(Rollout rollout, Wave wave) {
        return wave.placements().stream()
                .filter(placement ->
                        rollout.instance(placement.name()).orElseThrow().state() == InstanceState.WAITING)
                .toList();
    }

    static final class ForgetfulJournal extends Journal {
        @Override
        List<RolloutEvent> read() {
            List<RolloutEvent> events = super.read();
            return events.subList(0, Math.max(1, events.size() - 1));
        }
    }

    static Decision rollBackToSomethingElse(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        return decision instanceof Decision.RollBack back
                ? new Decision.RollBack(elsewhere(back.plan()), back.why())
                : decision;
    }

    private static Plan elsewhere(Plan plan) {
        Release wrong = new Release("billing", "0.9.0", List.of(), "");
        List<Wave> waves = plan.waves().stream()
                .map(wave -> new Wave(
                        wave.number(),
                        wave.name(),
                        wave.environment(),
                        wave.action(),
                        wave.placements().stream()
                                .map(placement -> new Placement(placement.instance(), wrong, placement.previous(), ""))
                                .toList()))
                .toList();
        return new Plan(plan.action(), plan.service(), plan.version(), waves, plan.promotion(), plan.warnings());
    }

    static Decision touchAnOutsider(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        if (!(decision instanceof Decision.Deploy deploy)) {
            return decision;
        }
        Instance outsider = new Instance("outsider", "", deploy.wave().environment(), "", Map.of(), Map.of());
        List<Decision.Start> start = new ArrayList<>(deploy.start());
        start.add(new Decision.Start(new Placement(outsider, Release.NONE, Release.NONE, ""), 1));
        return new Decision.Deploy(deploy.wave(), start, deploy.refuse());
    }

    static Decision startEverythingAtOnce(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        return decision instanceof Decision.Deploy deploy && !rollout.isStarted(deploy.wave())
                ? startAll(deploy.wave().placements(), deploy.wave())
                : decision;
    }

    static Decision judgeAtOnce(Rollout rollout, Clock clock) {
        return rollout.next(clock) instanceof Decision.Wait wait && wait.until().isBefore(Instant.MAX)
                ? rollout.next(Clock.fixed(wait.until(), clock.getZone()))
                : rollout.next(clock);
    }

    static Decision startWhatIsToBeRefused(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        return decision instanceof Decision.Deploy deploy
                        && deploy.wave().action() == Action.DEPLOY
                        && !deploy.refuse().isEmpty()
                ? startAll(List.of(deploy.refuse().get(0).placement()), deploy.wave())
                : decision;
    }

    static Decision rollBackWithoutAsking(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        if (!(decision instanceof Decision.AskApproval)) {
            return decision;
        }
        Set<InstanceState> unwell = Set.of(InstanceState.FAILED, InstanceState.UNHEALTHY, InstanceState.VERIFYING);
        List<Placement> affected = rollout.instances().stream()
                .filter(instance -> unwell.contains(instance.state()))
                .map(InstanceProgress::placement)
                .toList();
        Plan back = RollbackPlanner.undo(affected, rollout.waves().size() + 1);
        return new Decision.RollBack(back, "nobody was asked");
    }

    static Decision finishInsteadOfRollingBack(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        return decision instanceof Decision.RollBack
                ? new Decision.Finish(Outcome.ROLLED_BACK, "or so it says")
                : decision;
    }

    /** First judges the wave that is under way. */
    static Decision postponeTheWayBack(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        Optional<Wave> interrupted = interrupted(rollout);
        if (!(decision instanceof Decision.RollBack)
                || interrupted.isEmpty()
                || !rollout.inFlight().isEmpty()) {
            return decision;
        }
        List<Placement> deployed = rollout.unjudged(interrupted.get()).stream()
                .map(name -> rollout.placement(interrupted.get().number(), name))
                .toList();
        return deployed.isEmpty() ? decision : new Decision.Judge(interrupted.get(), deployed);
    }

    private static Optional<Wave> interrupted(Rollout rollout) {
        return rollout.waves().stream()
                .filter(wave -> wave.startedAt().isPresent() && wave.verdict().isEmpty())
                .map(WaveProgress::wave)
                .filter(wave -> wave.action() == Action.DEPLOY)
                .findFirst();
    }

    static Decision beginMoreBeforeTheWayBackIsPlanned(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        return decision instanceof Decision.RollBack
                ? beginMore(rollout, interrupted(rollout)).orElse(decision)
                : decision;
    }

    static Decision beginMoreBeforeTheWayBackIsDone(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        boolean isWayBack =
                decision instanceof Decision.Judge judge && judge.wave().action() == Action.ROLLBACK;
        return isWayBack ? beginMore(rollout, interrupted(rollout)).orElse(decision) : decision;
    }

    static Decision goOnAfterAnEarlierWaveFailed(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        boolean isStopped = rollout.waves().stream()
                .anyMatch(wave ->
                        wave.wave().action() == Action.DEPLOY && wave.state().equals("failed"));
        return isStopped
                        && decision instanceof Decision.Judge judge
                        && judge.wave().action() == Action.DEPLOY
                ? beginMore(rollout, Optional.of(judge.wave())).orElse(decision)
                : decision;
    }

    private static Optional<Decision> beginMore(Rollout rollout, Optional<Wave> interrupted) {
        return interrupted
                .filter(wave -> !waiting(rollout, wave).isEmpty())
                .map(wave -> startAll(waiting(rollout, wave), wave));
    }

    static Decision leaveTheInterruptedWaveUnjudged(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        boolean isStopped = rollout.waves().stream()
                .anyMatch(wave ->
                        wave.wave().action() == Action.DEPLOY && wave.state().equals("failed"));
        return isStopped
                        && decision instanceof Decision.Judge judge
                        && judge.wave().action() == Action.DEPLOY
                ? new Decision.Finish(Outcome.ROLLED_BACK, "or so it says")
                : decision;
    }

    static Decision takeAHealthyOneBackAsWell(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        if (!(decision instanceof Decision.RollBack back)) {
            return decision;
        }
        Set<String> going = back.plan().placements().map(Placement::name).collect(Collectors.toSet());
        List<Placement> targets = rollout.instances().stream()
                .filter(one -> going.contains(one.name()) || one.state() == InstanceState.HEALTHY)
                .map(InstanceProgress::placement)
                .toList();
        return new Decision.RollBack(
                RollbackPlanner.undo(targets, rollout.waves().size() + 1), back.why());
    }

    static Decision leaveTheHealthyWhereAllAreToGoBack(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        if (!(decision instanceof Decision.RollBack back) || rollout.spec().onFailure() != OnFailure.ROLLBACK_ALL) {
            return decision;
        }
        Set<String> going = back.plan().placements().map(Placement::name).collect(Collectors.toSet());
        List<Placement> targets = rollout.instances().stream()
                .filter(one -> going.contains(one.name()) && one.state() != InstanceState.HEALTHY)
                .map(InstanceProgress::placement)
                .toList();
        return targets.isEmpty()
                ? decision
                : new Decision.RollBack(
                        RollbackPlanner.undo(targets, rollout.waves().size() + 1), back.why());
    }

    /** Whatever the gate says of what can't be judged. */
    record JudgeThem(OnInconclusive always) implements DecisionMaker {
        @Override
        public Decision next(Rollout rollout, Clock clock) {
            return rollout.next(clock);
        }

        @Override
        public RolloutEvent.WaveJudged judge(
                Rollout rollout, Wave wave, List<InstanceHealth> health, Instant at, OnInconclusive onInconclusive) {
            return rollout.judge(wave, health, at, always);
        }
    }

    static Decision callEveryEndASuccess(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        return decision instanceof Decision.Finish ? new Decision.Finish(Outcome.SUCCEEDED, "or so it says") : decision;
    }

    static Decision judgeUnmeasured(Rollout rollout, Clock clock) {
        Decision decision = rollout.next(clock);
        return decision instanceof Decision.Judge judge ? new Decision.Judge(judge.wave(), List.of()) : decision;
    }

    static Decision waitForever(Rollout rollout, Clock clock) {
        return new Decision.Wait(Instant.MAX, "no reason");
    }
}
