package io.jenkins.plugins.rollout.jenkins.step;

import java.util.Map;

/** A comparison that a pipeline wrote as it stands in a rollout file: {@code [baseline: 'oldRelease']}. */
final class PlainComparison extends ComparisonDescription {
    private final Map<String, Object> section;

    PlainComparison(Map<String, Object> section) {
        this.section = section;
    }

    @Override
    Map<String, Object> own() {
        return section;
    }
}
