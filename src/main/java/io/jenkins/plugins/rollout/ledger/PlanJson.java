package io.jenkins.plugins.rollout.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Instance;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A plan as JSON. Thousands of placements share a few releases, so those stand once and placements count them off. */
final class PlanJson {
    private PlanJson() {}

    static final class Writer extends JsonSerializer<Plan> {
        @Override
        public void serialize(Plan plan, JsonGenerator json, SerializerProvider provider) throws IOException {
            Map<Release, Integer> numbers = new LinkedHashMap<>();
            plan.placements()
                    .flatMap(placement -> Stream.of(placement.release(), placement.previous()))
                    .forEach(release -> numbers.putIfAbsent(release, numbers.size()));
            json.writeStartObject();
            json.writeStringField("action", plan.action().name());
            json.writeStringField("service", plan.service());
            json.writeStringField("version", plan.version());
            json.writePOJOField("releases", numbers.keySet());
            json.writeArrayFieldStart("waves");
            for (Wave wave : plan.waves()) {
                write(wave, numbers, json);
            }
            json.writeEndArray();
            json.writePOJOField("promotion", plan.promotion());
            json.writePOJOField("warnings", plan.warnings());
            json.writeEndObject();
        }

        private static void write(Wave wave, Map<Release, Integer> numbers, JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeNumberField("number", wave.number());
            json.writeStringField("name", wave.name());
            json.writeStringField("environment", wave.environment());
            json.writeStringField("action", wave.action().name());
            json.writeArrayFieldStart("placements");
            for (Placement placement : wave.placements()) {
                json.writeStartObject();
                json.writePOJOField("instance", placement.instance());
                json.writeNumberField("release", numbers.get(placement.release()));
                json.writeNumberField("previous", numbers.get(placement.previous()));
                json.writeStringField("why", placement.why());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    static final class Reader extends JsonDeserializer<Plan> {
        @Override
        public Plan deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode json = context.readTree(parser);
            List<Release> releases = new ArrayList<>();
            for (JsonNode release : json.path("releases")) {
                releases.add(context.readTreeAsValue(release, Release.class));
            }
            List<Wave> waves = new ArrayList<>();
            for (JsonNode wave : json.path("waves")) {
                waves.add(readWave(wave, releases, context));
            }
            Map<String, List<String>> promotion = new LinkedHashMap<>();
            json.path("promotion")
                    .properties()
                    .forEach(entry -> promotion.put(entry.getKey(), texts(entry.getValue())));
            return new Plan(
                    Action.valueOf(json.path("action").asText()),
                    json.path("service").asText(),
                    json.path("version").asText(),
                    waves,
                    promotion,
                    texts(json.path("warnings")));
        }

        private static Wave readWave(JsonNode wave, List<Release> releases, DeserializationContext context)
                throws IOException {
            List<Placement> placements = new ArrayList<>();
            for (JsonNode placement : wave.path("placements")) {
                placements.add(new Placement(
                        context.readTreeAsValue(placement.path("instance"), Instance.class),
                        releases.get(placement.path("release").asInt()),
                        releases.get(placement.path("previous").asInt()),
                        placement.path("why").asText()));
            }
            return new Wave(
                    wave.path("number").asInt(),
                    wave.path("name").asText(),
                    wave.path("environment").asText(),
                    Action.valueOf(wave.path("action").asText()),
                    placements);
        }

        private static List<String> texts(JsonNode array) {
            return StreamSupport.stream(array.spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
        }
    }
}
