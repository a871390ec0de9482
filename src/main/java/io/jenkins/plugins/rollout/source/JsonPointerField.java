package io.jenkins.plugins.rollout.source;

import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import java.util.regex.Pattern;

/** Checks what is written as a JSON pointer. */
final class JsonPointerField {
    /** RFC 6901 knows ~0 and ~1 only. */
    private static final Pattern BAD_ESCAPE = Pattern.compile("~(?![01])");

    private JsonPointerField() {}

    /** Reports what isn't one. */
    static void check(Scalar pointer, String key, Problems problems) {
        String text = pointer.text();
        boolean isPointer = text.isEmpty()
                || text.startsWith("/") && !BAD_ESCAPE.matcher(text).find();
        if (!isPointer) {
            problems.error(
                    pointer.location(),
                    Quote.of(text) + " in '" + key + "' isn't a JSON pointer; write one such as /status/db");
        }
    }
}
