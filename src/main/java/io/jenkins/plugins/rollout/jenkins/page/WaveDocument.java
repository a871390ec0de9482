package io.jenkins.plugins.rollout.jenkins.page;

import com.fasterxml.jackson.databind.JsonNode;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A wave of a rollout with its verdict, for Jelly and for Jenkins' remote API. */
@ExportedBean(defaultVisibility = 3)
public final class WaveDocument {
    private final JsonNode wave;
    private final JsonNode judgement;

    WaveDocument(JsonNode wave, JsonNode judgement) {
        this.wave = wave;
        this.judgement = judgement;
    }

    @Exported
    public int getNumber() {
        return wave.path("number").asInt();
    }

    @Exported
    public String getName() {
        return RolloutDocument.text(wave, "name");
    }

    @Exported
    public String getEnvironment() {
        return RolloutDocument.text(wave, "environment");
    }

    @Exported
    public String getState() {
        return RolloutDocument.text(wave, "state");
    }

    /** In instances. */
    @Exported
    public int getSize() {
        return wave.path("size").asInt();
    }

    /** {@code pass}, {@code fail} or {@code inconclusive}; empty before. */
    @Exported
    public String getVerdict() {
        return RolloutDocument.text(judgement, "verdict");
    }

    @Exported
    public String getReason() {
        return RolloutDocument.text(judgement, "reason");
    }

    /** Whether it passed, and hurt nobody. */
    public boolean isGood() {
        return "pass".equals(getVerdict()) && judgement.path("bad").asInt() == 0;
    }

    /** {@code wave 2 passed}. */
    public String getVerdictText() {
        String word =
                switch (getVerdict()) {
                    case "pass" -> "passed";
                    case "fail" -> "failed";
                    default -> getVerdict();
                };
        return "wave " + getNumber() + " " + word;
    }

    public String getTone() {
        return Tone.of(getVerdict());
    }
}
