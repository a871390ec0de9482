package io.jenkins.plugins.rollout.topology;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Names;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.TextEntry;
import java.util.List;
import java.util.regex.Pattern;

/** Labels, which things are chosen by, and variables, which deployments see. */
final class Attributes {
    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String RESERVED_PREFIX = "ROLLOUT_";

    private Attributes() {}

    static List<TextEntry> labels(Fields fields) {
        List<TextEntry> labels = fields.textMap("labels");
        labels.forEach(label -> Names.check(label.key(), "a label", fields.problems()));
        return labels;
    }

    /** Labels that things are chosen by; none would choose everything and is refused. */
    static List<TextEntry> wantedLabels(Node node, String what, Problems problems) {
        List<TextEntry> wanted = TextEntry.list(node, what, problems);
        if (node instanceof Node.Mapping mapping && mapping.entries().isEmpty()) {
            problems.error(
                    node.location(), what + " asks for no label; name one, or leave it out to choose everything");
        }
        return wanted;
    }

    static List<TextEntry> variables(Fields fields) {
        List<TextEntry> variables = fields.textMap("variables");
        variables.forEach(variable -> {
            checkName(variable.key(), fields.problems());
            checkValue(variable, fields.problems());
        });
        return variables;
    }

    private static void checkName(Scalar name, Problems problems) {
        if (!VARIABLE_NAME.matcher(name.text()).matches()) {
            problems.error(
                    name.location(),
                    "a variable can't be named " + Quote.of(name.text())
                            + "; use letters, digits and underscores, and no digit in front");
        } else if (name.text().startsWith(RESERVED_PREFIX)) {
            problems.error(
                    name.location(),
                    "the variable " + Quote.of(name.text()) + " can't be set, since names with " + RESERVED_PREFIX
                            + " are given to each deployment; choose another name");
        }
    }

    private static void checkValue(TextEntry variable, Problems problems) {
        if (variable.value().text().indexOf('\0') >= 0) {
            problems.error(
                    variable.value().location(),
                    "the variable " + Quote.of(variable.key().text())
                            + " holds a NUL character, which no environment can carry; take it out");
        }
    }
}
