package io.jenkins.plugins.rollout.jenkins.topology.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.ModelObject;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import java.util.List;

/** The versions of the topology: who saved which one when and why, and the way back to each. */
public final class VersionsPage implements ModelObject {
    @Override
    public String getDisplayName() {
        return "Versions";
    }

    /** The latest first. */
    public List<VersionPage> getVersions() {
        return TopologyConfiguration.get().versions().stream()
                .map(VersionPage::new)
                .toList();
    }

    public int getCurrent() {
        return TopologyConfiguration.get().current().number();
    }

    /** The page of a version: {@code 12}. */
    @CheckForNull
    public VersionPage getDynamic(String token) {
        return getVersions().stream()
                .filter(version -> String.valueOf(version.getNumber()).equals(token))
                .findFirst()
                .orElse(null);
    }
}
