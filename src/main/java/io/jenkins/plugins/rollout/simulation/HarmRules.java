package io.jenkins.plugins.rollout.simulation;

import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;

/** What must be true between the moment when harm is found later, and the end of its way back. */
final class HarmRules {
    private final Facts facts;

    HarmRules(Facts facts) {
        this.facts = facts;
    }

    void check(RolloutEvent.WaveStarted event) {
        check(facts.wave(event.wave()), "wave " + event.wave() + " was begun");
    }

    /** One that tries again has been in flight all the time. */
    void check(RolloutEvent.InstanceStarted event) {
        WaveFacts wave = facts.wave(event.wave());
        if (wave.phase(event.instance()) != Phase.BETWEEN_ATTEMPTS) {
            check(wave, event.instance() + " was begun");
        }
    }

    void check(RolloutEvent.WaveJudged event) {
        check(facts.wave(event.wave()), "wave " + event.wave() + " was judged");
    }

    private void check(WaveFacts wave, String what) {
        // A way back that was approved goes on while a person thinks about another one.
        boolean mayWait = !wave.isDeployment() && facts.spec().onFailure() == OnFailure.HOLD;
        Breach.unless(
                mayWait || facts.owedLate().isEmpty(),
                Rule.HARM_FIRST,
                what + ", and no way back was planned for " + facts.owedLate());
        if (wave.isDeployment()) {
            Breach.unless(
                    facts.waysBack().allMatch(WaveFacts::isJudged),
                    Rule.HARM_FIRST,
                    what + " while a way back was not done");
        }
    }

    void check(RolloutEvent.Approved event) {
        Breach.unless(
                facts.question().isPresent(), Rule.PERSON_ASKED, event.by() + " answered what nobody asks any more");
    }
}
