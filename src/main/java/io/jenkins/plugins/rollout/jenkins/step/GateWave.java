package io.jenkins.plugins.rollout.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.rollout.document.Quote;
import java.io.Serializable;
import java.util.Map;

/**
 * The wave that a step is about.
 *
 * @param rollout its id; empty for the one that the build has not finished
 */
record GateWave(String rollout, int number) implements Serializable {
    /**
     * @param step the name of the one that was given it
     * @throws AbortException if it is none
     */
    static GateWave of(String step, Object wave, String rollout) throws AbortException {
        if (!(wave instanceof Map<?, ?> map)) {
            return new GateWave(rollout, number(step, wave));
        }
        Object own = map.get("rollout");
        String id = own == null ? "" : own.toString();
        if (!rollout.isEmpty() && !id.isEmpty() && !rollout.equals(id)) {
            throw new AbortException("'wave' of " + step + " is one of rollout " + id + ", and 'rollout' says "
                    + Quote.of(rollout) + "; leave 'rollout' out");
        }
        return new GateWave(rollout.isEmpty() ? id : rollout, number(step, map.get("number")));
    }

    private static int number(String step, Object number) throws AbortException {
        String text = String.valueOf(number);
        if (!text.matches("[0-9]{1,9}")) {
            throw new AbortException(
                    "'wave' of " + step + " must be a wave's number, or a wave as planRollout and rolloutNext"
                            + " give it, is " + Quote.of(text));
        }
        return Integer.parseInt(text);
    }
}
