package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import jenkins.model.GlobalConfiguration;
import org.jenkinsci.Symbol;

/** The topology of this controller, as administrators keep it in Manage Jenkins. */
@Extension
@Symbol("rolloutTopology")
public final class TopologyConfiguration extends GlobalConfiguration {
    private String text = "";

    public TopologyConfiguration() {
        load();
    }

    public static TopologyConfiguration get() {
        return ExtensionList.lookupSingleton(TopologyConfiguration.class);
    }

    /** @throws InvalidInputException if there is none yet, or what is on the disk is no valid topology */
    public synchronized Topology topology() {
        if (text.isEmpty()) {
            throw new InvalidInputException(
                    "there is no topology yet; an administrator sets it up under Manage Jenkins > Rollout topology");
        }
        return TopologyReader.read("the topology", text);
    }

    /**
     * Replaces the whole topology. It is durable when this returns.
     *
     * @param yaml in the shape of a topology file
     * @param why recorded with the version; may be empty
     * @throws InvalidInputException with every problem; nothing is changed then
     */
    public synchronized void replace(String yaml, String why) {
        TopologyReader.read("the topology", yaml);
        text = yaml;
        save();
    }
}
