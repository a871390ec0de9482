package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Clock;
import java.util.List;

/**
 * Holds every event of a rollout against the {@linkplain Rule rules}: from the events, the plan and the world alone, so
 * that a mistake in the code that decides is not repeated here.
 */
final class Invariants {
    private final Facts facts;
    private final StartRules start;
    private final JudgementRules judgement;
    private final HarmRules harm;
    private final EndRules end;
    private final MemoryRule memory;

    Invariants(Scenario scenario, World world) {
        this.facts = new Facts(scenario);
        this.start = new StartRules(facts);
        this.judgement = new JudgementRules(facts);
        this.harm = new HarmRules(facts);
        this.end = new EndRules(facts, world);
        this.memory = new MemoryRule(facts);
    }

    /** @param event that has just been recorded */
    void check(RolloutEvent event) {
        if (event instanceof RolloutEvent.OfInstance ofInstance) {
            start.checkSelected(ofInstance);
        }
        if (event instanceof RolloutEvent.WaveStarted started) {
            harm.check(started);
            start.check(started);
        } else if (event instanceof RolloutEvent.InstanceStarted started) {
            harm.check(started);
            start.check(started);
        } else if (event instanceof RolloutEvent.InstanceDeployed deployed) {
            end.check(deployed);
        } else if (event instanceof RolloutEvent.WaveJudged judged) {
            harm.check(judged);
            judgement.check(judged);
        } else if (event instanceof RolloutEvent.Approved approved) {
            harm.check(approved);
        } else if (event instanceof RolloutEvent.RollbackPlanned back) {
            judgement.check(back);
        } else if (event instanceof RolloutEvent.RolloutFinished finished) {
            end.check(finished);
        }
        facts.take(event);
    }

    void checkMemory(Rollout live, List<RolloutEvent> recorded, Clock clock) {
        memory.check(live, recorded, clock);
    }

    void checkEnd(Rollout finished) {
        end.checkStates(finished);
    }
}
