package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.WaveStart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One process that drives a rollout, from its start to its end or to its sudden death. */
final class SimulatedDriver {
    private static final int MOST_STEPS = 20_000;
    /** How often memory is looked into between crashes; to fold everything after every event would take all the time. */
    private static final double AUDITED = 0.02;

    /** How many waves have tests of their pipeline's own. */
    private static final double VERIFIED = 0.3;

    private static final Duration LONGEST_ACTION = Duration.ofMinutes(2);
    private static final Duration LONGEST_THOUGHT = Duration.ofHours(1);

    private final Rollout rollout;
    private final Surroundings around;
    private final VirtualClock clock;
    private final Dice dice;
    private final Hazards hazards;
    private final SimulatedGate gate;
    private final SimulatedWatch watch;
    private final Agenda agenda = new Agenda();
    private final Set<Integer> looked = new HashSet<>();

    SimulatedDriver(Rollout rollout, Surroundings around, SimulatedGate gate) {
        this.rollout = rollout;
        this.around = around;
        this.clock = around.clock();
        this.dice = around.dice();
        this.hazards = around.scenario().hazards();
        this.gate = gate;
        this.watch = new SimulatedWatch(rollout, hazards, dice);
    }

    /** @throws DriverDied at any moment; the journal is all that is left then */
    void drive() {
        for (int step = 0; rollout.finished().isEmpty(); step++) {
            Breach.unless(step < MOST_STEPS, Rule.ENDS, "no end after " + step + " steps");
            requestAbortWhenDue();
            if (dice.happens(hazards.interruption())) {
                record(new RolloutEvent.RolloutInterrupted(now(), "told to stop"));
                throw new DriverDied();
            }
            lookAfterThoseLeftBehind();
            follow(around.decisions().next(rollout, clock));
        }
    }

    /** @return whether something was found */
    private boolean lookAfterThoseLeftBehind() {
        List<RolloutEvent.HarmFound> found = watch.look(now());
        found.forEach(this::record);
        return !found.isEmpty();
    }

    void resume() {
        record(new RolloutEvent.RolloutResumed(now(), "operator"));
    }

    Rollout rollout() {
        return rollout;
    }

    private void requestAbortWhenDue() {
        if (!around.abortAt().isAfter(now()) && rollout.abort().isEmpty()) {
            record(new RolloutEvent.AbortRequested(now(), "operator", "changed plans"));
        }
    }

    private void follow(Decision decision) {
        if (decision instanceof Decision.Deploy deploy) {
            deploy(deploy);
        } else if (decision instanceof Decision.Recover recover) {
            recover.placements().forEach(placement -> recover(recover.wave(), placement));
        } else if (decision instanceof Decision.Judge judge) {
            if (!verify(judge.wave())) {
                judge(judge);
            }
        } else if (decision instanceof Decision.Wait wait) {
            boolean isWatched = wait.until().isBefore(Instant.MAX);
            if (!isWatched || !verify(rollout.currentWave().orElseThrow())) {
                await(wait);
            }
        } else if (decision instanceof Decision.AskApproval ask) {
            ask(ask);
        } else if (decision instanceof Decision.RollBack back) {
            record(new RolloutEvent.RollbackPlanned(now(), back.plan(), back.why()));
        } else if (decision instanceof Decision.Finish finish) {
            record(new RolloutEvent.RolloutFinished(now(), finish.outcome(), finish.why()));
        }
    }

    private void deploy(Decision.Deploy deploy) {
        Wave wave = deploy.wave();
        Decision.Deploy refusals = new Decision.Deploy(wave, List.of(), deploy.refuse());
        WaveStart.events(rollout, refusals, now()).forEach(this::record);
        deploy.start().forEach(start -> begin(wave, start.placement(), start.attempt(), 0));
    }

    /** @param retried how often this driver has tried again already */
    private void begin(Wave wave, Placement placement, int attempt, int retried) {
        record(new RolloutEvent.InstanceStarted(now(), wave.number(), placement.name(), attempt));
        around.world().begin(placement.name(), placement.release());
        agenda.add(now().plus(dice.upTo(LONGEST_ACTION)), () -> end(wave, placement, attempt, retried));
    }

    private void end(Wave wave, Placement placement, int attempt, int retried) {
        String name = placement.name();
        boolean fails = dice.happens(wave.action() == Action.DEPLOY ? hazards.attemptFails() : hazards.wayBackFails());
        if (!fails) {
            around.world().succeed(name);
            record(new RolloutEvent.InstanceDeployed(now(), wave.number(), name));
            return;
        }
        around.world().fail(name, dice);
        RolloutSpec.Deployment deployment = rollout.spec().deployment();
        if (retried < deployment.retries() && rollout.abort().isEmpty()) {
            record(new RolloutEvent.AttemptFailed(now(), wave.number(), name, attempt, "exit status 1"));
            Instant again = now().plus(deployment.backoff().multipliedBy(1L << retried));
            agenda.add(again, () -> tryAgain(wave, placement, attempt + 1, retried + 1));
        } else {
            record(new RolloutEvent.InstanceFailed(now(), wave.number(), name, "exit status 1"));
        }
    }

    private void tryAgain(Wave wave, Placement placement, int attempt, int retried) {
        if (rollout.abort().isPresent()) {
            record(new RolloutEvent.InstanceFailed(now(), wave.number(), placement.name(), "not tried again"));
        } else {
            begin(wave, placement, attempt, retried);
        }
    }

    /** A check may prove that the release is there; without such a proof it is brought again. */
    private void recover(Wave wave, Placement placement) {
        String name = placement.name();
        boolean proven = around.world().runs(name, placement.release()) && dice.happens(0.7);
        record(
                proven
                        ? new RolloutEvent.InstanceDeployed(now(), wave.number(), name)
                        : new RolloutEvent.InstanceReset(now(), wave.number(), name, "not known to be done"));
    }

    /** @return whether anything has come of it */
    private boolean verify(Wave wave) {
        if (!looked.add(wave.number()) || !dice.happens(VERIFIED)) {
            return false;
        }
        List<String> names = rollout.unjudged(wave);
        for (String name : names) {
            record(gate.verify(wave, name));
        }
        return !names.isEmpty();
    }

    private void judge(Decision.Judge judge) {
        List<InstanceHealth> health = new ArrayList<>();
        Map<String, Measurement> verified = rollout.verified(judge.wave());
        for (Placement placement : judge.placements()) {
            health.add(gate.measure(judge.wave(), placement, verified, this::record));
        }
        // What was found meanwhile may make something else more urgent; the wave is measured again then.
        if (!lookAfterThoseLeftBehind()) {
            OnInconclusive onInconclusive = around.scenario().onInconclusive();
            record(around.decisions().judge(rollout, judge.wave(), health, now(), onInconclusive));
        }
    }

    private void await(Decision.Wait wait) {
        Instant until = earliest(wait.until(), agenda.next());
        if (rollout.abort().isEmpty()) {
            until = earliest(until, around.abortAt());
        }
        Breach.unless(until.isBefore(Instant.MAX), Rule.ENDS, "waits for nothing: " + wait.why());
        clock.turnTo(until);
        agenda.runDue(now());
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void ask(Decision.AskApproval ask) {
        if (rollout.question().isEmpty()) {
            record(new RolloutEvent.ApprovalRequested(now(), ask.question()));
            return;
        }
        clock.turn(dice.upTo(LONGEST_THOUGHT));
        if (lookAfterThoseLeftBehind()) {
            return;
        }
        record(
                dice.happens(hazards.approval())
                        ? new RolloutEvent.Approved(now(), "operator", "looked at it")
                        : new RolloutEvent.AbortRequested(now(), "operator", "looked at it"));
    }

    private Instant now() {
        return clock.instant();
    }

    private void record(RolloutEvent event) {
        dieByChance();
        around.journal().append(event);
        around.invariants().check(event);
        rollout.apply(event);
        if (dice.happens(AUDITED)) {
            around.invariants().checkMemory(rollout, around.journal().read(), clock);
        }
        dieByChance();
    }

    private void dieByChance() {
        if (dice.happens(hazards.crash())) {
            throw new DriverDied();
        }
    }
}
