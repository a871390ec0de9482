package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.util.FormValidation;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyDocument;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import java.util.List;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;

/** Checks one value while someone types: puts it into the topology and hears what the reader has to say there. */
final class FieldCheck {
    /** No name that people have: the reader refuses it, but that is not what is asked for here. */
    private static final String NOBODY = "\n";

    private FieldCheck() {}

    /** A value of an item of that section that is otherwise unknown yet. */
    static FormValidation check(Section section, TopologyItem.Builder item, String key) {
        return check(section, "", item.build(), key);
    }

    static TopologyItem.Builder someItem() {
        return new TopologyItem.Builder(NOBODY);
    }

    /** @param original the name of the item in the saved topology; empty for a new one */
    static FormValidation check(Section section, String original, TopologyItem item, String key) {
        Jenkins.get().checkPermission(RolloutPermissions.CONFIGURE);
        TopologyDocument document = TopologyConfiguration.get().document().orElse(TopologyDocument.EMPTY);
        TopologyEdit edit = document.item(section, original).isPresent()
                ? TopologyEdit.replace(document, section, original, item)
                : TopologyEdit.add(document, section, item);
        List<EditProblem> here =
                edit.problems().stream().filter(problem -> problem.isAt(key)).toList();
        List<EditProblem> errors = here.stream().filter(EditProblem::isError).toList();
        if (!errors.isEmpty()) {
            return FormValidation.error(sentences(errors));
        }
        return here.isEmpty() ? FormValidation.ok() : FormValidation.warning(sentences(here));
    }

    private static String sentences(List<EditProblem> problems) {
        return problems.stream().map(EditProblem::getMessage).collect(Collectors.joining("\n"));
    }
}
