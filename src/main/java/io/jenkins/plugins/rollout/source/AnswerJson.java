package io.jenkins.plugins.rollout.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/**
 * Parses the JSON of an answer while it comes. However it is made, it takes little memory: a text or a number can't be long,
 * and names are not remembered, of which a hostile answer has a million.
 */
final class AnswerJson {
    /** Also of a number. */
    private static final int LONGEST_TEXT = 100_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(LONGEST_TEXT)
                    .build())
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private AnswerJson() {}

    static JsonParser parse(ApiAnswer answer) throws IOException {
        return FACTORY.createParser(answer.body());
    }
}
