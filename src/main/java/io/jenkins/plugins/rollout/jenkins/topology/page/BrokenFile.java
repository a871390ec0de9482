package io.jenkins.plugins.rollout.jenkins.topology.page;

import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.TextFile;
import io.jenkins.plugins.rollout.jenkins.topology.CurrentTopology;
import java.util.List;

/** A topology on the disk that can't be used, for the page to say where it is and what is wrong. */
public final class BrokenFile {
    private final CurrentTopology.Broken broken;

    BrokenFile(CurrentTopology.Broken broken) {
        this.broken = broken;
    }

    public String getFile() {
        return broken.file().toString();
    }

    public List<ShownProblem> getProblems() {
        String text = TextFile.read(broken.file(), new Problems()).orElse("");
        return ShownProblem.all(broken.problems(), text);
    }
}
