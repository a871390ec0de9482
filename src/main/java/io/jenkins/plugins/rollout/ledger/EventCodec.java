package io.jenkins.plugins.rollout.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Turns events into the JSON of the ledger and back. An event's type is written apart, as its class is called:
 * {@code wave-judged}.
 */
final class EventCodec {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new SimpleModule()
                    .addDeserializer(Instant.class, new InstantJson())
                    .addSerializer(Plan.class, new PlanJson.Writer())
                    .addDeserializer(Plan.class, new PlanJson.Reader())
                    .addSerializer(RolloutSpec.class, new RolloutSpecJson.Writer())
                    .addDeserializer(RolloutSpec.class, new RolloutSpecJson.Reader()))
            // What can be asked of a record, such as whether it is empty, is no part of it.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final Map<String, Class<?>> TYPES = types();

    private EventCodec() {}

    private static Map<String, Class<?>> types() {
        Map<String, Class<?>> types = new HashMap<>();
        concrete(RolloutEvent.class).forEach(type -> types.put(typeOf(type), type));
        return types;
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventCodec::concrete)
                : Stream.of(type);
    }

    private static String typeOf(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    static String type(RolloutEvent event) {
        return type(event.getClass());
    }

    static String type(Class<? extends RolloutEvent> kind) {
        return TYPE_OF.get(kind);
    }

    private static final ClassValue<String> TYPE_OF = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> type) {
            return typeOf(type);
        }
    };

    static String write(RolloutEvent event) {
        return toJson(event);
    }

    static RolloutEvent read(String type, String body) {
        Class<?> eventClass = TYPES.get(type);
        if (eventClass == null) {
            throw new LedgerException("the ledger has an event of the unknown kind '" + type
                    + "'; it was written by a newer Rollout Matrix, use that one");
        }
        return (RolloutEvent) fromJson(body, eventClass);
    }

    static String write(Release release) {
        return toJson(release);
    }

    static Release readRelease(String body) {
        return fromJson(body, Release.class);
    }

    private static String toJson(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("can't be written as JSON: " + value.getClass(), e);
        }
    }

    private static <T> T fromJson(String body, Class<T> type) {
        try {
            return JSON.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new LedgerException(
                    "the ledger has a damaged entry (" + typeOf(type) + "): " + e.getOriginalMessage(), e);
        }
    }
}
