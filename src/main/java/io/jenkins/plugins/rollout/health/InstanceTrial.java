package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.judge.ScoreJudge;
import io.jenkins.plugins.rollout.judge.ScoredMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All checks of one instance, while it is being judged. */
final class InstanceTrial {
    private final Gate gate;
    private final Candidate candidate;
    private final Optional<Measurement> verified;
    private final Map<Check, Trial> trials = new LinkedHashMap<>();
    private Optional<String> harmOfWave = Optional.empty();

    /**
     * @param verified what a pipeline's own tests have said
     * @param family how many comparisons share the gate's alpha
     */
    InstanceTrial(Gate gate, Candidate candidate, Optional<Measurement> verified, int family, Trial.Span span) {
        this.gate = gate;
        this.candidate = candidate;
        this.verified = verified;
        gate.checks().forEach(check -> trials.put(check, Trial.of(check, family, span)));
    }

    Candidate candidate() {
        return candidate;
    }

    Trial trial(Check check) {
        return trials.get(check);
    }

    Stream<SequentialTrial> comparisons() {
        return trials.values().stream()
                .filter(trial ->
                        trial instanceof SequentialTrial && !trial.check().dryRun())
                .map(SequentialTrial.class::cast);
    }

    /** Whether the check is to be asked again. Nobody asks who has failed already. */
    boolean wants(Check check) {
        return trial(check).isOpen() && !isFailed();
    }

    /** Whether its verdict stands: a dry run that goes on changes nothing. */
    boolean isSettled() {
        return isFailed() || counted().noneMatch(Trial::isOpen);
    }

    boolean isFailed() {
        return verified.filter(one -> one.outcome() == Outcome.FAIL).isPresent()
                || harmOfWave.isPresent()
                || counted().anyMatch(trial -> isFailed(trial));
    }

    /** Of a window the score says whether it counts. */
    private static boolean isFailed(Trial trial) {
        return !(trial instanceof WindowTrial) && trial.verdict().equals(Optional.of(Verdict.FAIL));
    }

    private Stream<Trial> counted() {
        return trials.values().stream().filter(trial -> !trial.check().dryRun());
    }

    /** The wave as a whole was found worse by that check, which has not found this instance to be well. */
    void findWorse(Check check, String why) {
        if (trial(check).isOpen()) {
            harmOfWave = Optional.of(why);
        }
    }

    InstanceHealth health() {
        if (verified.isPresent() && verified.get().outcome() != Outcome.PASS) {
            Verdict verdict = verified.get().outcome() == Outcome.FAIL ? Verdict.FAIL : Verdict.INCONCLUSIVE;
            return health(verdict, Measurement.VERIFY + ": " + verified.get().detail());
        }
        if (harmOfWave.isPresent()) {
            return health(Verdict.FAIL, harmOfWave.get());
        }
        List<Finding> findings = findings();
        for (Verdict verdict : List.of(Verdict.FAIL, Verdict.INCONCLUSIVE)) {
            Optional<Finding> first =
                    findings.stream().filter(one -> one.verdict() == verdict).findFirst();
            if (first.isPresent()) {
                return health(verdict, first.get().reason());
            }
        }
        return health(Verdict.PASS, well(findings));
    }

    private InstanceHealth health(Verdict verdict, String reason) {
        return new InstanceHealth(candidate.name(), verdict, reason);
    }

    private record Finding(Verdict verdict, String reason) {}

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        List<ScoredMetric> scored = new ArrayList<>();
        counted().forEach(trial -> {
            if (trial instanceof WindowTrial window && window.verdict().isPresent()) {
                scored.add(window.metric());
            }
            if (!(trial instanceof WindowTrial) || trial.isOpen()) {
                findings.add(finding(trial));
            }
        });
        if (!scored.isEmpty()) {
            findings.add(score(scored));
        }
        return findings;
    }

    private static Finding finding(Trial trial) {
        Verdict verdict = trial.verdict().orElseGet(trial::soFar);
        String reason = trial.isOpen() ? trial.reasonSoFar() : trial.reason();
        return new Finding(verdict, trial.check().name() + ": " + reason);
    }

    private Finding score(List<ScoredMetric> scored) {
        ScoreRule rule = gate.score();
        ScoreJudge.Score score = new ScoreJudge(rule.weights(), rule.pass(), rule.marginal()).judge(scored);
        String worst = counted()
                .filter(trial -> trial instanceof WindowTrial
                        && !trial.verdict().equals(Optional.of(Verdict.PASS))
                        && !trial.isOpen())
                .findFirst()
                .map(trial -> "; " + trial.check().name() + ": " + trial.reason())
                .orElse("");
        return new Finding(Verdict.valueOf(score.verdict().name()), score.reason() + worst);
    }

    /** What was compared is told; what was just asked is counted. */
    private String well(List<Finding> findings) {
        List<String> compared = counted()
                .filter(trial -> trial instanceof SequentialTrial)
                .map(trial -> finding(trial).reason())
                .toList();
        if (!compared.isEmpty()) {
            return String.join("; ", compared);
        }
        if (findings.isEmpty()) {
            return verified.map(one -> Measurement.VERIFY + ": " + one.detail())
                    .orElse("deployed; the gate has dry runs only");
        }
        int own = verified.isPresent() ? 1 : 0;
        int measured = counted().mapToInt(Trial::counted).sum() + own;
        int passed = counted().mapToInt(Trial::passed).sum() + own;
        if (measured == 1) {
            return findings.get(0).reason();
        }
        return passed < measured
                ? passed + " of " + measured + " measurements passed, which is within the limits"
                : "all " + measured + " measurements passed";
    }
}
