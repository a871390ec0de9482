package io.jenkins.plugins.rollout.jenkins.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A rollout's status document, for Jelly and for Jenkins' remote API. */
@ExportedBean(defaultVisibility = 2)
public final class RolloutDocument {
    private final ObjectNode status;

    RolloutDocument(ObjectNode status) {
        this.status = status;
    }

    /** A rollout that neither the ledger nor its build knows any more. */
    static RolloutDocument lost(String id) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("id", id).put("service", "").put("version", "").put("state", "lost");
        status.put("why", "Nothing is on record of this rollout but its name.");
        return new RolloutDocument(status);
    }

    @Exported
    public String getId() {
        return text(status, "id");
    }

    @Exported
    public String getService() {
        return text(status, "service");
    }

    @Exported
    public String getVersion() {
        return text(status, "version");
    }

    @Exported
    public String getAction() {
        return text(status, "action");
    }

    @Exported
    public String getState() {
        return text(status, "state");
    }

    @Exported
    public String getWhy() {
        return text(status, "why");
    }

    @Exported
    public String getStartedAt() {
        return text(status, "startedAt");
    }

    @Exported
    public String getFinishedAt() {
        return text(status, "finishedAt");
    }

    /** From 0 to 1. */
    @Exported
    public double getBlastRadius() {
        return status.path("blastRadius").asDouble();
    }

    /** How many instances were selected. */
    @Exported
    public int getSelected() {
        return status.path("selected").asInt();
    }

    /** Whether this is what the build has kept, because the ledger knows the rollout no more. */
    @Exported
    public boolean isSnapshot() {
        return status.path("snapshot").asBoolean();
    }

    @Exported
    public List<WaveDocument> getWaves() {
        Map<Integer, JsonNode> verdicts = new LinkedHashMap<>();
        status.path("verdicts")
                .forEach(verdict -> verdicts.put(verdict.path("wave").asInt(), verdict));
        List<WaveDocument> waves = new ArrayList<>();
        for (JsonNode wave : status.path("waves")) {
            JsonNode verdict =
                    verdicts.getOrDefault(wave.path("number").asInt(), JsonNodeFactory.instance.objectNode());
            waves.add(new WaveDocument(wave, verdict));
        }
        return waves;
    }

    @Exported
    public List<InstanceDocument> getInstances() {
        List<InstanceDocument> instances = new ArrayList<>();
        status.path("instances").forEach(instance -> instances.add(new InstanceDocument(instance)));
        return instances;
    }

    // For pages only

    public boolean isFinished() {
        return !getFinishedAt().isEmpty();
    }

    public boolean isLost() {
        return "lost".equals(getState());
    }

    /** {@code billing 4.2.0}. */
    public String getRelease() {
        return isLost() ? getId() : (getService() + " " + getVersion()).trim();
    }

    public String getStateWord() {
        return getState().replace('-', ' ');
    }

    public String getTone() {
        return Tone.of(getState());
    }

    /** {@code 1 of 60 instances, 1.7 %}; {@code none} where no harm was done. */
    public String getBlastRadiusText() {
        long harmed = Math.round(getBlastRadius() * getSelected());
        return harmed == 0
                ? "none of " + getSelected()
                : harmed + " of " + getSelected() + ", " + Words.percent(getBlastRadius());
    }

    /** The newest verdict that is not a plain pass, else the newest; null while no wave was judged. */
    @CheckForNull
    public WaveDocument getVerdict() {
        WaveDocument found = null;
        for (WaveDocument wave : getWaves()) {
            boolean isMore = found == null || !wave.isGood() || found.isGood();
            if (!wave.getVerdict().isEmpty() && isMore) {
                found = wave;
            }
        }
        return found;
    }

    /** When it began; null if that is not known. */
    @CheckForNull
    public Instant getBegan() {
        return getStartedAt().isEmpty() ? null : Instant.parse(getStartedAt());
    }

    /** How long it took, or takes so far; empty if that is not known. */
    public String getTook() {
        Instant began = getBegan();
        if (began == null) {
            return "";
        }
        Instant end = isFinished() ? Instant.parse(getFinishedAt()) : Instant.now();
        return Words.duration(Duration.between(began, end));
    }

    /** The same as a list of rollouts has it. */
    ObjectNode summary() {
        ObjectNode summary = JsonNodeFactory.instance.objectNode();
        summary.setAll(status);
        summary.retain("id", "service", "version", "action", "state", "blastRadius", "startedAt", "finishedAt");
        return summary;
    }

    static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }
}
