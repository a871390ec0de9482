package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.TextEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads <code>alertmanager: {url: "http://…", matchers: {customer: "{customer}"}}</code>. */
final class AlertmanagerSourceReader implements SourceReader {
    private static final List<String> KEYS = List.of("url", "matchers", "timeout", "credentials");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    @Override
    public Optional<Source> read(Node node, Problems problems) {
        return Fields.of(node, "an alertmanager check", KEYS, problems)
                .map(fields -> new AlertmanagerSource(
                        ApiAddress.read(fields, "url", ApiAddress.Form.BASE),
                        matchers(fields),
                        fields.positiveDuration("timeout", AlertmanagerSource.DEFAULT_TIMEOUT),
                        CredentialsField.read(fields)));
    }

    private static Map<String, String> matchers(Fields fields) {
        List<TextEntry> matchers = fields.textMap("matchers");
        if (matchers.isEmpty()) {
            fields.problems()
                    .error(
                            fields.location("matchers"),
                            "an alertmanager check needs at least one label under 'matchers', or any alert of anything"
                                    + " would fail the instance; write {customer: \"{customer}\"}");
        }
        for (TextEntry matcher : matchers) {
            if (!LABEL.matcher(matcher.key().text()).matches()) {
                fields.problems()
                        .error(
                                matcher.key().location(),
                                "no label of an alert is called "
                                        + Quote.of(matcher.key().text())
                                        + "; names have letters, digits and underscores");
            }
        }
        return TextEntry.toMap(matchers);
    }
}
