package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.execute.ProgressListener;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.web.EventWords;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Tells on standard error what happens, a line for each event. */
final class ProgressPrinter implements ProgressListener {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    /** Where sentences go on that need several lines: behind the time, and behind an instance's mark. */
    private static final int SENTENCE = 14;

    private static final int OF_INSTANCE = 16;

    private final Console console;
    private final ZoneId zone;

    ProgressPrinter(Console console, ZoneId zone) {
        this.console = console;
        this.zone = zone;
    }

    @Override
    public void happened(Rollout rollout, List<RolloutEvent> events) {
        events.forEach(event -> print(rollout, event));
    }

    private void print(Rollout rollout, RolloutEvent event) {
        String sentence = EventWords.sentence(rollout, event);
        if (sentence.isEmpty()) {
            return;
        }
        if (event instanceof RolloutEvent.OfInstance ofInstance) {
            line(
                    event.at(),
                    "    " + mark(ofInstance) + " " + text(OF_INSTANCE, ofInstance.instance() + ": " + sentence));
        } else if (event instanceof RolloutEvent.WaveJudged judged) {
            line(event.at(), "  " + verdict(judged.verdict(), text(SENTENCE, sentence)));
            judged.health().stream()
                    .filter(health -> health.verdict() != Verdict.PASS)
                    .forEach(health -> line(event.at(), "    " + trouble(health)));
        } else if (event instanceof RolloutEvent.RolloutFinished finished) {
            line(event.at(), console.paint().state(finished.outcome().state(), text(SENTENCE, sentence)));
        } else if (event instanceof RolloutEvent.WaveStarted) {
            line(event.at(), console.paint().strong(text(SENTENCE, sentence)));
        } else {
            line(event.at(), console.paint().warning(text(SENTENCE, sentence)));
        }
    }

    private String trouble(InstanceHealth health) {
        String text = text(OF_INSTANCE, health.instance() + ": " + health.reason());
        return health.verdict() == Verdict.FAIL
                ? console.paint().failure(Marks.of(InstanceState.UNHEALTHY) + " " + text)
                : console.paint().warning(Marks.of(InstanceState.VERIFYING) + " " + text);
    }

    private String verdict(Verdict verdict, String text) {
        return switch (verdict) {
            case PASS -> console.paint().success(text);
            case FAIL -> console.paint().failure(text);
            case INCONCLUSIVE -> console.paint().warning(text);
        };
    }

    private String mark(RolloutEvent.OfInstance event) {
        if (event instanceof RolloutEvent.InstanceFailed) {
            return console.paint().failure(Marks.of(InstanceState.FAILED));
        }
        if (event instanceof RolloutEvent.HarmFound) {
            return console.paint().failure(Marks.of(InstanceState.UNHEALTHY));
        }
        if (event instanceof RolloutEvent.InstanceSkipped) {
            return Marks.of(InstanceState.SKIPPED);
        }
        return event instanceof RolloutEvent.InstanceDeployed
                ? Marks.of(InstanceState.VERIFYING)
                : Marks.of(InstanceState.DEPLOYING);
    }

    private String text(int indent, String sentence) {
        return console.paint().fold(indent, Paint.harmless(sentence));
    }

    private void line(Instant at, String text) {
        console.say(console.paint().faint(TIME.format(at.atZone(zone))) + "  " + text);
    }
}
