package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.Family;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All instances of a wave, while they are being judged. Their comparisons are one family: the probability that any of them
 * raises a false alarm is the gate's alpha. Beside those of single instances there is one for each check of the whole wave,
 * which finds what harms all a little. The family is what it was at first, whoever leaves it: an instance that fails by
 * another check must not make it easier to find fault with those that are left.
 */
final class WaveTrial {
    private final Gate gate;
    private final Map<String, InstanceTrial> instances = new LinkedHashMap<>();
    private final List<SequentialTrial> comparisons;
    private final double foundWorse;
    private final Map<Check, WholeWave> together = new LinkedHashMap<>();

    /** @param verified what a pipeline's own tests have said, by instance */
    WaveTrial(Gate gate, List<Candidate> candidates, Map<String, Measurement> verified, Trial.Span span) {
        this.gate = gate;
        List<Check> compared = gate.checks().stream()
                .filter(check -> !check.dryRun() && check.criterion() instanceof Criterion.Sequential)
                .toList();
        boolean many = candidates.size() > 1;
        int family = Math.max(1, times() * compared.size() * (candidates.size() + (many ? 1 : 0)));
        for (Candidate candidate : candidates) {
            Optional<Measurement> known = Optional.ofNullable(verified.get(candidate.name()));
            instances.put(candidate.name(), new InstanceTrial(gate, candidate, known, family, span));
        }
        comparisons =
                instances.values().stream().flatMap(InstanceTrial::comparisons).toList();
        // Those of single instances are adjusted among themselves; the whole waves' shares of alpha are not theirs.
        foundWorse = Math.log(family / (gate.alpha() * comparisons.size()));
        if (many) {
            for (Check check : compared) {
                Comparison comparison = ((Criterion.Sequential) check.criterion()).comparison();
                together.put(check, new WholeWave(check, comparison.inFamilyOf(family)));
            }
        }
    }

    /** Each comparison is made once more in the background. */
    private int times() {
        return gate.background() ? 2 : 1;
    }

    InstanceTrial instance(String name) {
        return instances.get(name);
    }

    /** Who is to be asked that check again. */
    List<Candidate> wanting(Check check) {
        return instances.values().stream()
                .filter(trial -> trial.wants(check))
                .map(InstanceTrial::candidate)
                .toList();
    }

    /** Forgets the others: they are somebody else's affair by now. */
    void keep(Set<String> names) {
        instances.keySet().retainAll(names);
    }

    int countFailed() {
        return (int) instances.values().stream().filter(InstanceTrial::isFailed).count();
    }

    /** Looks at all comparisons together, after each of them has taken its samples. */
    void lookTogether(List<Check> asked) {
        asked.stream().filter(together::containsKey).forEach(this::pool);
        double[] evidence = Family.adjusted(
                comparisons.stream().mapToDouble(SequentialTrial::logEvidence).toArray());
        for (int i = 0; i < evidence.length; i++) {
            if (evidence[i] >= foundWorse) {
                comparisons.get(i).findWorse();
            }
        }
    }

    private void pool(Check check) {
        WholeWave wave = together.get(check);
        Map<String, SequentialTrial> trials = new LinkedHashMap<>();
        instances.forEach((name, instance) -> trials.put(name, (SequentialTrial) instance.trial(check)));
        Map<String, WholeWave.Taken> round = new LinkedHashMap<>();
        trials.forEach((name, trial) -> trial.news().ifPresent(taken -> round.put(name, taken)));
        wave.take(round);
        List<String> bestFirst = trials.keySet().stream()
                .sorted(Comparator.comparingDouble(name -> trials.get(name).logEvidence()))
                .toList();
        wave.harm(bestFirst).ifPresent(why -> instances.values().forEach(instance -> instance.findWorse(check, why)));
    }

    /** Of those that nobody asks any more, whatever is found of the others. */
    List<InstanceHealth> settled() {
        return instances.values().stream()
                .filter(InstanceTrial::isSettled)
                .map(InstanceTrial::health)
                .toList();
    }

    List<InstanceHealth> health() {
        return instances.values().stream().map(InstanceTrial::health).toList();
    }
}
