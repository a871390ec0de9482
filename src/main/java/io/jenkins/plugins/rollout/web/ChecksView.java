package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How one instance was judged, as JSON: an entry for each check of each wave that measured it, from the events alone. */
final class ChecksView {
    private final String instance;
    private final Map<String, Check> known;
    private final Map<Key, CheckStory> stories = new LinkedHashMap<>();

    private record Key(int wave, String check) {}

    /** @param gate of the rollout; a pipeline's step may have judged with another, whose checks are told as far as can be seen */
    ChecksView(String instance, Gate gate) {
        this.instance = instance;
        this.known =
                gate.checks().stream().collect(Collectors.toMap(Check::name, Function.identity(), (one, same) -> one));
    }

    /** Takes the events of the instance, and those of waves, in their order. */
    void apply(RolloutEvent event) {
        if (event instanceof RolloutEvent.InstanceMeasured measured) {
            for (Measurement one : measured.measurements()) {
                stories.computeIfAbsent(
                                new Key(measured.wave(), one.check()),
                                key -> CheckStory.of(key.wave(), key.check(), known))
                        .measured(one);
            }
        } else if (event instanceof RolloutEvent.WaveJudged judged) {
            judged.health().stream()
                    .filter(health -> health.instance().equals(instance))
                    .forEach(health -> judged(judged.wave(), health));
        } else if (event instanceof RolloutEvent.HarmFound found) {
            of(wave -> wave == found.wave()).forEach(story -> story.harmed(found.at(), found.reason()));
        } else if (event instanceof RolloutEvent.InstanceStarted started) {
            of(wave -> wave == started.wave()).forEach(CheckStory::beginAnew);
        } else if (event instanceof RolloutEvent.RolloutResumed) {
            of(wave -> true).forEach(CheckStory::beginAnew);
        }
    }

    private void judged(int wave, InstanceHealth health) {
        of(number -> number == wave).forEach(story -> story.judged(health));
    }

    private Stream<CheckStory> of(Predicate<Integer> wave) {
        return stories.entrySet().stream()
                .filter(entry -> wave.test(entry.getKey().wave()))
                .map(Map.Entry::getValue);
    }

    ArrayNode document() {
        ArrayNode checks = JsonNodeFactory.instance.arrayNode();
        stories.values().forEach(story -> checks.add(story.document()));
        return checks;
    }
}
