package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Outcome;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What must be true of an instance that was taken back, and of everything in the end. */
final class EndRules {
    private final Facts facts;
    private final World world;

    /** What became of an instance. */
    private enum Fate {
        RUNS_RELEASE(EnumSet.of(InstanceState.HEALTHY)),
        TAKEN_BACK(EnumSet.of(InstanceState.ROLLED_BACK)),
        LEFT_OUT(EnumSet.of(InstanceState.SKIPPED)),
        /** The way back didn't lead there. */
        LOST(EnumSet.of(InstanceState.ROLLBACK_FAILED)),
        /** Touched, not known to be well, and not taken back. */
        BROKEN(EnumSet.of(InstanceState.FAILED, InstanceState.UNHEALTHY, InstanceState.VERIFYING));

        private final Set<InstanceState> states;

        Fate(Set<InstanceState> states) {
            this.states = states;
        }
    }

    EndRules(Facts facts, World world) {
        this.facts = facts;
        this.world = world;
    }

    /** After the action of a way back is done, the earlier release is there. */
    void check(RolloutEvent.InstanceDeployed event) {
        if (!facts.wave(event.wave()).isDeployment()) {
            checkIsBack(event.instance());
        }
    }

    private void checkIsBack(String instance) {
        Breach.unless(
                world.runs(instance, facts.scenario().earlier().get(instance)),
                Rule.BACK_TO_EARLIER,
                instance + " was taken back, and runs something else than before");
    }

    void check(RolloutEvent.RolloutFinished event) {
        boolean aborted = event.outcome() == Outcome.ABORTED;
        facts.waves()
                .forEach(wave -> Breach.unless(
                        wave.count(Phase.IN_FLIGHT, Phase.BETWEEN_ATTEMPTS) == 0,
                        Rule.ENDS,
                        "wave " + wave.number() + " was still in flight in the end"));
        Map<String, Fate> fates = fates();
        fates.forEach((instance, fate) -> {
            checkWorld(instance, fate);
            Breach.unless(aborted || fate != Fate.BROKEN, Rule.HARM_MENDED, instance + " was left broken");
        });
        boolean isAllToGoBack = facts.isStopped() && facts.spec().onFailure() == OnFailure.ROLLBACK_ALL;
        Breach.unless(
                aborted || !isAllToGoBack || !fates.containsValue(Fate.RUNS_RELEASE),
                Rule.HARM_MENDED,
                "all is to go back, and the instances are " + fates);
        Breach.unless(
                isTrue(event.outcome(), Set.copyOf(fates.values())),
                Rule.TOLD_TRUTHFULLY,
                "the outcome is " + event.outcome() + ", and the instances are " + fates);
    }

    private void checkWorld(String instance, Fate fate) {
        switch (fate) {
            case RUNS_RELEASE ->
                Breach.unless(
                        world.runs(instance, facts.scenario().release()),
                        Rule.TOLD_TRUTHFULLY,
                        instance + " counts as healthy and does not run the release");
            case TAKEN_BACK -> checkIsBack(instance);
            case LEFT_OUT ->
                Breach.unless(
                        world.isAsBefore(instance), Rule.TOLD_TRUTHFULLY, instance + " was left out, and is changed");
            default -> {}
        }
    }

    private boolean isTrue(Outcome outcome, Set<Fate> fates) {
        boolean stopped = facts.isStopped();
        return switch (outcome) {
            case SUCCEEDED -> fates.equals(Set.of(goal()));
            case PARTIAL -> !stopped && !fates.contains(Fate.LOST) && !fates.equals(Set.of(goal()));
            case ROLLED_BACK -> stopped && !fates.contains(Fate.LOST);
            case FAILED -> fates.contains(Fate.LOST);
            case ABORTED -> facts.isAbortRequested();
        };
    }

    private Fate goal() {
        return facts.scenario().isDeployment() ? Fate.RUNS_RELEASE : Fate.TAKEN_BACK;
    }

    /** People are told the same. */
    void checkStates(Rollout finished) {
        Map<String, Fate> fates = fates();
        for (InstanceProgress instance : finished.instances()) {
            Fate fate = fates.get(instance.name());
            Breach.unless(
                    fate.states.contains(instance.state()),
                    Rule.TOLD_TRUTHFULLY,
                    instance.name() + " is " + fate + " and shown as " + instance.state());
        }
    }

    private Map<String, Fate> fates() {
        Map<String, Fate> fates = new HashMap<>();
        for (String instance : facts.instances()) {
            Phase planned = facts.planned(instance);
            fates.put(
                    instance,
                    facts.scenario().isDeployment() ? fate(planned, facts.back(instance)) : fateOfBack(planned));
        }
        return fates;
    }

    private static Fate fate(Phase planned, Phase back) {
        if (back.wasTouched()) {
            return fateOfBack(back);
        } else if (planned == Phase.HEALTHY) {
            return Fate.RUNS_RELEASE;
        }
        return planned.wasTouched() ? Fate.BROKEN : Fate.LEFT_OUT;
    }

    private static Fate fateOfBack(Phase back) {
        if (back == Phase.HEALTHY) {
            return Fate.TAKEN_BACK;
        }
        return back.wasTouched() ? Fate.LOST : Fate.LEFT_OUT;
    }
}
