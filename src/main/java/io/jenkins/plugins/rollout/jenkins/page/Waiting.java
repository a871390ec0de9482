package io.jenkins.plugins.rollout.jenkins.page;

import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a rollout that has not ended waits for, in words. */
final class Waiting {
    private Waiting() {}

    static String words(Rollout rollout, Clock clock) {
        if (rollout.question().isPresent()) {
            return "a person: " + rollout.question().get();
        }
        Decision next = rollout.next(clock);
        if (next instanceof Decision.Wait wait) {
            return wait.until().equals(Instant.MAX)
                    ? wait.why()
                    : wait.why() + ", until " + wait.until().truncatedTo(ChronoUnit.SECONDS);
        }
        if (next instanceof Decision.AskApproval ask) {
            return "a person: " + ask.question();
        }
        if (next instanceof Decision.Judge judge) {
            return "the verdict on " + name(judge.wave());
        }
        if (next instanceof Decision.Deploy deploy) {
            return "instances of " + name(deploy.wave());
        }
        if (next instanceof Decision.Recover recover) {
            return "what became of instances of " + name(recover.wave());
        }
        return next instanceof Decision.RollBack ? "its way back" : "its build, to end it";
    }

    private static String name(Wave wave) {
        return "wave " + wave.number() + ", " + wave.environment() + ", " + wave.name();
    }
}
