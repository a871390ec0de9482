package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Names;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Quote;
import java.util.Optional;

/** Reads {@code credentials}, which is an id. */
final class CredentialsField {
    private CredentialsField() {}

    /** @return empty if there is none */
    static String read(Fields fields) {
        Optional<Scalar> id = fields.text("credentials");
        id.filter(scalar -> scalar.text().isBlank() || Names.hasControlCharacters(scalar.text()))
                .ifPresent(scalar -> fields.problems()
                        .error(
                                scalar.location(),
                                "'credentials' must be the id of credentials, is " + Quote.of(scalar.text())));
        return id.map(Scalar::text).orElse("");
    }
}
