package io.jenkins.plugins.rollout.jenkins.step;

import java.util.Map;

/** A strategy that a pipeline wrote as it stands in a rollout file: {@code [canary: [first: 1], maxParallel: 8]}. */
final class PlainStrategy extends StrategyDescription {
    private final Map<String, Object> section;

    PlainStrategy(Map<String, Object> section) {
        this.section = section;
    }

    @Override
    Map<String, Object> own() {
        return section;
    }
}
