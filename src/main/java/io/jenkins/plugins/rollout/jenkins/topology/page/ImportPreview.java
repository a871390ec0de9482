package io.jenkins.plugins.rollout.jenkins.topology.page;

import io.jenkins.plugins.rollout.jenkins.topology.CurrentTopology;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.util.List;
import org.kohsuke.stapler.StaplerResponse2;

/** A text that could become the topology: what is wrong with it, or what it changes. */
public final class ImportPreview extends PageResponse {
    private final String text;
    private final int basedOn;
    private final TopologyReader.Result result;
    private String late = "";

    ImportPreview(String text, int basedOn) {
        this.text = text;
        this.basedOn = basedOn;
        this.result = TopologyReader.check("the text", text);
    }

    ImportPreview refused() {
        setStatus(StaplerResponse2.SC_BAD_REQUEST);
        return this;
    }

    ImportPreview late(String why) {
        late = why;
        setStatus(StaplerResponse2.SC_CONFLICT);
        return this;
    }

    public String getDisplayName() {
        return isValid() ? "What this changes" : "This topology can't be used";
    }

    public String getText() {
        return text;
    }

    /** For a text area, of which browsers drop a first empty line. */
    public String getTextarea() {
        return "\n" + getText();
    }

    public int getBasedOn() {
        return basedOn;
    }

    public String getLate() {
        return late;
    }

    public boolean isValid() {
        return result.isValid();
    }

    public boolean isSaveable() {
        return isValid() && late.isEmpty() && !isSame();
    }

    /** Whether it is the current text to the letter. */
    public boolean isSame() {
        return TopologyConfiguration.get().current() instanceof CurrentTopology.Valid valid
                && valid.text().equals(text);
    }

    public List<ShownProblem> getProblems() {
        return ShownProblem.all(result.problems(), text);
    }

    public ShownDiff getDiff() {
        return ShownDiff.fromCurrentTo(result.topology());
    }
}
