package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.Conclusion;
import io.jenkins.plugins.rollout.judge.DataKind;
import io.jenkins.plugins.rollout.judge.Judgement;
import io.jenkins.plugins.rollout.judge.SequentialJudge;
import io.jenkins.plugins.rollout.source.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One check of all instances of a wave together, which finds what harms all a little. The wave is worse if all samples
 * together say so, and those of the better half of the instances alone say so too: one or two bad instances are not the wave.
 */
final class WholeWave {
    /** More than this are not kept, and then the better half can't be looked at by itself. */
    private static final int MOST_SAMPLES = 500_000;

    private final Check check;
    private final Comparison comparison;
    private final SequentialJudge all;
    private final List<Map<String, Taken>> rounds = new ArrayList<>();
    private int kept;

    /**
     * What came of one instance at one time.
     *
     * @param baseline by stream
     * @param shared whether others are compared with the same samples
     */
    record Taken(List<Sample> candidate, Map<String, List<Sample>> baseline, boolean shared) {}

    WholeWave(Check check, Comparison comparison) {
        this.check = check;
        this.comparison = comparison;
        this.all = new SequentialJudge(comparison);
    }

    Check check() {
        return check;
    }

    /** @param round what came of the instances at one time, by name */
    void take(Map<String, Taken> round) {
        if (round.isEmpty() || kept >= MOST_SAMPLES) {
            return;
        }
        for (Taken taken : round.values()) {
            kept += taken.candidate().size() + taken.baseline().size();
        }
        rounds.add(round);
        feed(all, List.copyOf(round.values()));
    }

    /** A sample that several are compared with is no more than one sample. */
    private void feed(SequentialJudge judge, List<Taken> round) {
        if (round.stream().noneMatch(Taken::shared)) {
            // Each with its own past: what they have in common is that they are what they were.
            round.forEach(one -> SequentialTrial.feed(judge, one.candidate(), Baselines.all(one.baseline())));
            return;
        }
        Map<String, List<Sample>> baseline = new LinkedHashMap<>();
        round.forEach(one -> baseline.putAll(one.baseline()));
        List<Sample> candidates =
                round.stream().flatMap(one -> one.candidate().stream()).toList();
        List<Sample> others = Baselines.all(baseline);
        boolean counts = comparison.kind() == DataKind.COUNTS;
        SequentialTrial.feed(judge, counts ? sum(candidates) : candidates, counts ? sum(others) : others);
    }

    private static List<Sample> sum(List<Sample> samples) {
        double events = samples.stream().mapToDouble(Sample::value).sum();
        double exposure = samples.stream().mapToDouble(Sample::exposure).sum();
        return samples.isEmpty() ? List.of() : List.of(new Sample(events, exposure));
    }

    /**
     * Why the wave as a whole is worse; nothing if it is not known to be.
     *
     * @param bestFirst all instances, those with the least evidence against them first
     */
    Optional<String> harm(List<String> bestFirst) {
        if (kept >= MOST_SAMPLES || all.judgement().verdict() != Conclusion.FAIL) {
            return Optional.empty();
        }
        Judgement ofBetterHalf = judge(bestFirst.subList(0, (bestFirst.size() + 1) / 2));
        return ofBetterHalf.verdict() == Conclusion.FAIL
                ? Optional.of(check.name() + ", the wave as a whole: "
                        + all.judgement().reason())
                : Optional.empty();
    }

    private Judgement judge(List<String> instances) {
        SequentialJudge judge = new SequentialJudge(comparison);
        for (Map<String, Taken> round : rounds) {
            List<Taken> theirs = instances.stream()
                    .filter(round::containsKey)
                    .map(round::get)
                    .toList();
            if (!theirs.isEmpty()) {
                feed(judge, theirs);
            }
        }
        return judge.judgement();
    }
}
