package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.document.Fields;
import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import java.util.List;
import java.util.Optional;

/** Reads <code>json: {url: "https://apm.example.com/api/{instance}", pointer: /data/p95}</code>. */
final class JsonSourceReader implements SourceReader {
    private static final List<String> KEYS = List.of("url", "pointer", "total", "counter", "timeout", "credentials");

    @Override
    public Optional<Source> read(Node node, Problems problems) {
        return Fields.of(node, "a json check", KEYS, problems).flatMap(fields -> {
            Optional<Scalar> pointer = fields.requiredText("pointer");
            fields.requiredNode("url");
            String url = ApiAddress.read(fields, "url", ApiAddress.Form.COMPLETE);
            return pointer.map(written -> source(fields, url, written));
        });
    }

    private static Source source(Fields fields, String url, Scalar pointer) {
        JsonPointerField.check(pointer, "pointer", fields.problems());
        Optional<Scalar> total = fields.text("total");
        total.ifPresent(written -> {
            JsonPointerField.check(written, "total", fields.problems());
            if (written.text().equals(pointer.text())) {
                fields.problems()
                        .error(
                                written.location(),
                                "'total' is the same as 'pointer'; it says how many requests those events are a part of");
            }
        });
        return new JsonSource(
                url,
                pointer.text(),
                total.map(Scalar::text).orElse(""),
                fields.flag("counter", false),
                fields.positiveDuration("timeout", JsonSource.DEFAULT_TIMEOUT),
                CredentialsField.read(fields));
    }
}
