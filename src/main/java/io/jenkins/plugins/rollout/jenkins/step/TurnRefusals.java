package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Suggestion;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.WaveProgress;
import java.util.List;

/** Says to a pipeline why a single instance can't be brought. */
final class TurnRefusals {
    private TurnRefusals() {}

    static AbortException unknownWave(Rollout rollout, int wave) {
        return refuse(
                rollout,
                "there is no wave " + wave + "; it has the waves 1 to "
                        + rollout.waves().size());
    }

    static AbortException notIn(Rollout rollout, Wave wave, String instance) {
        List<Wave> others = rollout.waves().stream()
                .map(WaveProgress::wave)
                .filter(other -> other.action() == wave.action() && names(other).contains(instance))
                .toList();
        String remedy = others.isEmpty()
                ? Suggestion.didYouMean(instance, names(wave))
                : "; it is in wave " + others.get(0).number();
        return refuse(
                rollout,
                "wave " + wave.number() + " (" + wave.environment() + ", " + wave.name() + ") has no instance "
                        + Quote.of(instance)
                        + (remedy.isEmpty() ? "; it has " + String.join(", ", names(wave)) : remedy));
    }

    static AbortException notGoingBack(Rollout rollout, String instance) {
        List<String> going = rollout.waves().stream()
                .map(WaveProgress::wave)
                .filter(wave -> wave.action() == Action.ROLLBACK)
                .flatMap(wave -> names(wave).stream())
                .toList();
        String those = going.isEmpty() ? "there is nothing to roll back" : "going back are " + String.join(", ", going);
        return refuse(rollout, Quote.of(instance) + " is not to be rolled back; " + those);
    }

    static AbortException taken(Rollout rollout, int wave, String instance) {
        return refuse(
                rollout, instance + " was " + done(rollout, wave) + " already in wave " + wave + "; once is enough");
    }

    static AbortException underWay(Rollout rollout, int wave, String instance) {
        return refuse(rollout, instance + " is being " + done(rollout, wave) + " by another step of this build");
    }

    private static String done(Rollout rollout, int wave) {
        return rollout.wave(wave).orElseThrow().action() == Action.ROLLBACK ? "rolled back" : "deployed";
    }

    private static List<String> names(Wave wave) {
        return wave.placements().stream().map(Placement::name).toList();
    }

    private static AbortException refuse(Rollout rollout, String why) {
        return new AbortException("rollout " + rollout.id() + ": " + why);
    }
}
