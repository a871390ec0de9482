package io.jenkins.plugins.rollout.ledger;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
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

    /** Reads it as it comes, without a tree of it: a plan of ten thousand instances is a text of two megabytes. */
    static final class Reader extends JsonDeserializer<Plan> {
        @Override
        public Plan deserialize(JsonParser json, DeserializationContext context) throws IOException {
            Action action = null;
            String service = null;
            String version = null;
            List<Release> releases = List.of();
            List<Wave> waves = List.of();
            Map<String, List<String>> promotion = Map.of();
            List<String> warnings = List.of();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                switch (field) {
                    case "action" -> action = Action.valueOf(json.getText());
                    case "service" -> service = json.getText();
                    case "version" -> version = json.getText();
                    case "releases" -> releases = list(json, context, Release.class);
                    case "waves" -> waves = waves(json, context, releases);
                    case "promotion" -> promotion = promotion(json, context);
                    case "warnings" -> warnings = list(json, context, String.class);
                    default -> json.skipChildren();
                }
            }
            return new Plan(action, service, version, waves, promotion, warnings);
        }

        private static List<Wave> waves(JsonParser json, DeserializationContext context, List<Release> releases)
                throws IOException {
            List<Wave> waves = new ArrayList<>();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                waves.add(wave(json, context, releases));
            }
            return waves;
        }

        private static Wave wave(JsonParser json, DeserializationContext context, List<Release> releases)
                throws IOException {
            int number = 0;
            String name = null;
            String environment = null;
            Action action = null;
            List<Placement> placements = new ArrayList<>();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                switch (field) {
                    case "number" -> number = json.getIntValue();
                    case "name" -> name = json.getText();
                    case "environment" -> environment = json.getText();
                    case "action" -> action = Action.valueOf(json.getText());
                    case "placements" -> {
                        while (json.nextToken() == JsonToken.START_OBJECT) {
                            placements.add(placement(json, context, releases));
                        }
                    }
                    default -> json.skipChildren();
                }
            }
            return new Wave(number, name, environment, action, placements);
        }

        private static Placement placement(JsonParser json, DeserializationContext context, List<Release> releases)
                throws IOException {
            Instance instance = null;
            Release release = Release.NONE;
            Release previous = Release.NONE;
            String why = null;
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                switch (field) {
                    case "instance" -> instance = context.readValue(json, Instance.class);
                    case "release" -> release = releases.get(json.getIntValue());
                    case "previous" -> previous = releases.get(json.getIntValue());
                    case "why" -> why = json.getText();
                    default -> json.skipChildren();
                }
            }
            return new Placement(instance, release, previous, why);
        }

        private static Map<String, List<String>> promotion(JsonParser json, DeserializationContext context)
                throws IOException {
            Map<String, List<String>> promotion = new LinkedHashMap<>();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                promotion.put(field, list(json, context, String.class));
            }
            return promotion;
        }

        private static <T> List<T> list(JsonParser json, DeserializationContext context, Class<T> type)
                throws IOException {
            List<T> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(context.readValue(json, type));
            }
            return list;
        }
    }
}
