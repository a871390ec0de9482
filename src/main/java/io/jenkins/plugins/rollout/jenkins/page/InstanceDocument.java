package io.jenkins.plugins.rollout.jenkins.page;

import com.fasterxml.jackson.databind.JsonNode;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An instance in a rollout, for Jelly and for Jenkins' remote API. */
@ExportedBean(defaultVisibility = 3)
public final class InstanceDocument {
    private final JsonNode instance;

    InstanceDocument(JsonNode instance) {
        this.instance = instance;
    }

    @Exported
    public String getName() {
        return RolloutDocument.text(instance, "name");
    }

    /** Empty for one that all customers share. */
    @Exported
    public String getCustomer() {
        return RolloutDocument.text(instance, "customer");
    }

    @Exported
    public String getEnvironment() {
        return RolloutDocument.text(instance, "environment");
    }

    @Exported
    public int getWave() {
        return instance.path("wave").asInt();
    }

    @Exported
    public String getState() {
        return RolloutDocument.text(instance, "state");
    }

    @Exported
    public String getVersion() {
        return RolloutDocument.text(instance, "version");
    }

    @Exported
    public String getPreviousVersion() {
        return RolloutDocument.text(instance, "previousVersion");
    }

    @Exported
    public String getReason() {
        return RolloutDocument.text(instance, "reason");
    }

    @Exported
    public String getStartedAt() {
        return RolloutDocument.text(instance, "startedAt");
    }

    @Exported
    public String getFinishedAt() {
        return RolloutDocument.text(instance, "finishedAt");
    }
}
