package io.jenkins.plugins.rollout.jenkins.step;

import java.util.Map;

/** A check that a pipeline wrote as it stands in a rollout file: {@code [http: [path: '/health']]}. */
final class PlainCheck extends CheckDescription {
    private final Map<String, Object> section;

    PlainCheck(Map<String, Object> section) {
        this.section = section;
    }

    @Override
    protected Map<String, Object> own() {
        throw new UnsupportedOperationException("a check that was written as a map has its kind in it");
    }

    @Override
    Map<String, Object> section() {
        return section;
    }
}
