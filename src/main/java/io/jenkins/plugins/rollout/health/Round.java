package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Inquiry;
import io.jenkins.plugins.rollout.source.Reading;
import io.jenkins.plugins.rollout.source.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Some checks of a wave's instances, asked at one time together with what they are compared with. */
final class Round {
    private final WaveTrial trial;
    private final Map<String, List<Asked>> asked = new LinkedHashMap<>();

    /**
     * When it is.
     *
     * @param began when the wave's measuring began
     */
    record Moment(Instant began, Instant now) {}

    private record Asked(Check check, Inquiry inquiry, List<Baselines.Question> baseline) {
        Stream<Inquiry> inquiries() {
            return Stream.concat(Stream.of(inquiry), baseline.stream().map(Baselines.Question::inquiry));
        }
    }

    /** @param oldRelease instances that still run it */
    Round(WaveTrial trial, List<Check> checks, List<Subject> oldRelease, Moment moment) {
        this.trial = trial;
        for (Check check : checks) {
            for (Candidate candidate : trial.wanting(check)) {
                Inquiry inquiry = Inquiry.now(check.source(), candidate.subject());
                List<Baselines.Question> baseline =
                        Baselines.questions(check, candidate, oldRelease, moment.began(), moment.now());
                asked.computeIfAbsent(candidate.name(), name -> new ArrayList<>())
                        .add(new Asked(check, inquiry, baseline));
            }
        }
    }

    /** Asks, and lets the wave look at the answers. Returns what was measured, by instance. */
    Map<String, List<Measurement>> take(Inquirer inquirer) throws InterruptedException {
        Map<Inquiry, Reading> answers = inquirer.ask(asked.values().stream()
                .flatMap(List::stream)
                .flatMap(Asked::inquiries)
                .toList());
        Map<String, List<Measurement>> round = new LinkedHashMap<>();
        asked.forEach((name, questions) -> round.put(
                name,
                questions.stream().map(one -> measurement(name, one, answers)).toList()));
        trial.lookTogether(asked.values().stream()
                .flatMap(List::stream)
                .map(Asked::check)
                .distinct()
                .toList());
        return round;
    }

    private Measurement measurement(String name, Asked one, Map<Inquiry, Reading> answers) {
        List<BaselineReading> baseline = one.baseline().stream()
                .map(question ->
                        new BaselineReading(question.stream(), question.backwards(), answers.get(question.inquiry())))
                .toList();
        return trial.instance(name).trial(one.check()).take(answers.get(one.inquiry()), baseline);
    }
}
