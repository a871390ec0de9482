package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.judge.Comparison;
import io.jenkins.plugins.rollout.judge.Conclusion;
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
    private final Map<String, List<Taken>> history = new LinkedHashMap<>();
    private int kept;

    /** What came of one instance at one time. */
    private record Taken(List<Sample> candidate, List<Sample> baseline) {}

    WholeWave(Check check, Comparison comparison) {
        this.check = check;
        this.comparison = comparison;
        this.all = new SequentialJudge(comparison);
    }

    Check check() {
        return check;
    }

    void take(String instance, List<Sample> candidate, List<Sample> baseline) {
        if (candidate.isEmpty() || kept >= MOST_SAMPLES) {
            return;
        }
        kept += candidate.size() + baseline.size();
        history.computeIfAbsent(instance, name -> new ArrayList<>())
                .add(new Taken(List.copyOf(candidate), List.copyOf(baseline)));
        SequentialTrial.feed(all, candidate, baseline);
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
        List<List<Taken>> streams = instances.stream()
                .map(instance -> history.getOrDefault(instance, List.of()))
                .toList();
        int longest = streams.stream().mapToInt(List::size).max().orElse(0);
        for (int round = 0; round < longest; round++) {
            for (List<Taken> stream : streams) {
                if (round < stream.size()) {
                    SequentialTrial.feed(
                            judge,
                            stream.get(round).candidate(),
                            stream.get(round).baseline());
                }
            }
        }
        return judge.judgement();
    }
}
