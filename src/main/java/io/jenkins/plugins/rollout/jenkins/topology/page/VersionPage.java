package io.jenkins.plugins.rollout.jenkins.topology.page;

import hudson.model.ModelObject;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.topology.ChangedMeanwhileException;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyVersion;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.util.Date;
import java.util.List;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** One version of the topology, against the current one. */
public final class VersionPage implements ModelObject {
    private final TopologyVersion version;

    VersionPage(TopologyVersion version) {
        this.version = version;
    }

    @Override
    public String getDisplayName() {
        return "Version " + version.number();
    }

    public int getNumber() {
        return version.number();
    }

    public Date getAt() {
        return Date.from(version.at());
    }

    public String getWho() {
        return version.who();
    }

    public String getWhy() {
        return version.why();
    }

    public boolean isCurrent() {
        return version.number() == getBasedOn();
    }

    public int getBasedOn() {
        return TopologyConfiguration.get().current().number();
    }

    public String getText() {
        return TopologyConfiguration.get().text(version.number()).orElse("");
    }

    public boolean isValid() {
        return result().isValid();
    }

    public List<ShownProblem> getProblems() {
        return ShownProblem.all(result().problems(), getText());
    }

    public ShownDiff getDiff() {
        return ShownDiff.fromCurrentTo(result().topology());
    }

    private TopologyReader.Result result() {
        return TopologyReader.check("the text", getText());
    }

    /** Makes this version's text the current one again, as a version of its own. */
    @RequirePOST
    public HttpResponse doRestore(@QueryParameter int basedOn) {
        TopologyLink.checkPermission();
        String text = getText();
        try {
            TopologyConfiguration.get().replace(text, "version " + version.number() + " restored", basedOn);
        } catch (InvalidInputException e) {
            return new ImportPreview(text, basedOn).refused();
        } catch (ChangedMeanwhileException e) {
            return new ImportPreview(text, basedOn).late(e.getMessage());
        }
        return new HttpRedirect("../..");
    }
}
