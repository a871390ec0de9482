package io.jenkins.plugins.rollout.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

/** {@code rollout(…) { … }}: a whole rollout by one call. */
public final class RolloutCallTest extends LibraryStory {
    @Test
    public void aReleaseComesWaveByWave() {
        run(
                "rollout(service: 'billing', version: '4.2.0', environments: ['qa', 'production'], strategy: canary(first: 1)) {",
                "  instance -> sh \"deploy to ${instance.url}\"",
                "}");

        assertThat(failure()).isEqualTo("none");
        stagesAre("x");
    }
}
