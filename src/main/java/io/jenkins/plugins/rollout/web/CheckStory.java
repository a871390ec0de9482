package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Criterion;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Limits;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.health.Numbers;
import io.jenkins.plugins.rollout.health.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One check of an instance in one wave, as its measurements tell it. The events have the verdict of the instance, and not
 * of each check; that of a check follows from its measurements, by the limits that the gate gives it.
 */
final class CheckStory {
    private final int wave;
    private final String name;
    private final Optional<Check> check;
    private final List<Measurement> measurements = new ArrayList<>();

    private int begunAt;
    private int counted;
    private int failures;
    private int inconclusive;
    private int errorsInARow;
    private Optional<Verdict> verdict = Optional.empty();
    private Optional<Instant> decidedAt = Optional.empty();
    private String reason = "";

    private CheckStory(int wave, String name, Optional<Check> check) {
        this.wave = wave;
        this.name = name;
        this.check = check;
    }

    /** @param known checks by name; of another one only what its measurements say is known */
    static CheckStory of(int wave, String name, Map<String, Check> known) {
        return new CheckStory(wave, name, Optional.ofNullable(known.get(name)));
    }

    /** What was measured before counts no more: the instance was deployed again, or another driver has taken over. */
    void beginAnew() {
        if (verdict.isEmpty()) {
            begunAt = measurements.size();
            counted = 0;
            failures = 0;
            inconclusive = 0;
            errorsInARow = 0;
        }
    }

    void measured(Measurement one) {
        measurements.add(one);
        if (verdict.isEmpty()) {
            count(one);
        }
    }

    private void count(Measurement one) {
        Limits limits = check.map(Check::limits).orElse(Limits.DEFAULT);
        boolean compared = !one.numbers().baseline().isEmpty();
        boolean isError = one.outcome() == Outcome.ERROR;
        errorsInARow = isError ? errorsInARow + 1 : 0;
        // A counter's first reading says nothing yet.
        counted += isError || isBeginning(one) ? 0 : 1;
        if (one.outcome() == Outcome.FAIL && (compared || ++failures > limits.failures())) {
            decide(
                    Verdict.FAIL,
                    failures > 1 ? failures + " measurements failed; the last one: " + one.detail() : one.detail());
        } else if (one.outcome() == Outcome.PASS && compared) {
            decide(Verdict.PASS, one.detail());
        } else if (isError && errorsInARow > limits.consecutiveErrors()) {
            decide(
                    Verdict.INCONCLUSIVE,
                    "not measured " + errorsInARow + " times in a row; the last time: " + one.detail());
        } else if (one.outcome() == Outcome.INCONCLUSIVE
                && !compares()
                && !isBeginning(one)
                && ++inconclusive > limits.inconclusive()) {
            decide(Verdict.INCONCLUSIVE, one.detail());
        } else if (check.isPresent() && counted >= check.get().sampling().count()) {
            decideAtEnd();
        }
    }

    private static boolean isBeginning(Measurement one) {
        return one.outcome() == Outcome.INCONCLUSIVE
                && one.numbers().candidate().isEmpty();
    }

    /** By what was seen, although more may have been wanted. */
    private void decideAtEnd() {
        int wanted = check.map(known -> known.sampling().count()).orElse(0);
        if (check.isPresent() && check.get().criterion() instanceof Criterion.FixedWindow window) {
            if (counted < wanted) {
                decide(Verdict.INCONCLUSIVE, "no verdict: " + counted + " of the window's " + wanted + " samples");
                return;
            }
            FixedWindows.Judgement judgement =
                    FixedWindows.judge(window, measurements.subList(begunAt, measurements.size()));
            decide(judgement.verdict(), judgement.reason());
        } else if (compares() || counted == 0) {
            decide(Verdict.INCONCLUSIVE, last().map(Measurement::detail).orElse("nothing was measured"));
        } else {
            decide(Verdict.PASS, passed());
        }
    }

    private String passed() {
        if (failures > 0) {
            return failures + " of " + counted + " measurements failed, which may be";
        }
        return counted == 1 ? last().orElseThrow().detail() : "all " + counted + " measurements passed";
    }

    /** The instance has its verdict. If it is for this check, that is what counts; if not, nothing more comes. */
    void judged(InstanceHealth health) {
        Optional<String> own = ownPart(health.reason());
        if (own.isPresent() && health.verdict() != Verdict.PASS) {
            if (!verdict.equals(Optional.of(health.verdict()))) {
                verdict = Optional.empty();
            }
            decide(health.verdict(), own.get());
            reason = own.get();
        } else if (verdict.isEmpty()) {
            decideAtEnd();
        }
    }

    /** Harm that was found after the wave had passed. */
    void harmed(Instant at, String why) {
        ownPart(why).ifPresent(own -> {
            verdict = Optional.of(Verdict.FAIL);
            decidedAt = Optional.of(at);
            reason = own;
        });
    }

    /** What a sentence says of this check: it begins with its name. */
    private Optional<String> ownPart(String sentence) {
        return List.of(": ", ", ").stream()
                .filter(mark -> sentence.startsWith(name + mark))
                .map(mark -> sentence.substring(name.length() + mark.length()))
                .findFirst();
    }

    private void decide(Verdict decision, String why) {
        if (verdict.isEmpty()) {
            verdict = Optional.of(decision);
            reason = why;
            decidedAt = last().map(one -> one.at().plus(one.took()));
        }
    }

    private Optional<Measurement> last() {
        return measurements.isEmpty() ? Optional.empty() : Optional.of(measurements.get(measurements.size() - 1));
    }

    private boolean compares() {
        return check.map(Check::compares).orElseGet(() -> measurements.stream()
                .anyMatch(one -> !one.numbers().baseline().isEmpty()));
    }

    ObjectNode document() {
        boolean compares = compares();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", name);
        json.put("kind", compares ? "comparison" : "threshold");
        check.ifPresent(known -> CriterionView.describe(json, known));
        json.put("dryRun", check.map(Check::dryRun).orElse(false));
        json.put("wave", wave);
        json.put("verdict", verdict.map(Verdict::word).orElse(null));
        // While it is open: what the comparison says so far.
        String soFar = compares ? last().map(Measurement::detail).orElse("") : "";
        StatusView.putText(json, "reason", verdict.isPresent() ? reason : soFar);
        json.put("decidedAt", decidedAt.map(Instant::toString).orElse(null));
        ArrayNode points = json.putArray("points");
        measurements.forEach(one -> points.add(point(one, compares)));
        return json;
    }

    private static ObjectNode point(Measurement one, boolean compares) {
        Numbers numbers = one.numbers();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("at", one.at().toString());
        json.put("candidate", finite(FixedWindows.rate(numbers.candidate())));
        if (compares) {
            json.put("baseline", finite(FixedWindows.rate(numbers.baseline())));
            json.put("estimate", finite(numbers.estimate()));
            json.put("low", finite(numbers.low()));
            json.put("high", finite(numbers.high()));
        }
        json.put("outcome", one.outcome().name().toLowerCase(Locale.ROOT));
        json.put("detail", one.detail());
        return json;
    }

    /** JSON has no other numbers. */
    private static Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
