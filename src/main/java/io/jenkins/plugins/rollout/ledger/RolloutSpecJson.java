package io.jenkins.plugins.rollout.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import java.io.IOException;
import java.nio.file.Path;

/** A rollout's specification is kept as the text that it was read from, and read again by the same reader. */
final class RolloutSpecJson {
    private RolloutSpecJson() {}

    static final class Writer extends JsonSerializer<RolloutSpec> {
        @Override
        public void serialize(RolloutSpec spec, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField("file", spec.source().file());
            json.writeStringField("folder", spec.source().folder().toString());
            json.writeStringField("text", spec.source().text());
            json.writeEndObject();
        }
    }

    static final class Reader extends JsonDeserializer<RolloutSpec> {
        @Override
        public RolloutSpec deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode json = context.readTree(parser);
            return RolloutSpecReader.read(new RolloutSpec.Source(
                    json.path("file").asText(),
                    Path.of(json.path("folder").asText()),
                    json.path("text").asText()));
        }
    }
}
