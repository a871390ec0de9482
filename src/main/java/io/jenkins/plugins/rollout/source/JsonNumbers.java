package io.jenkins.plugins.rollout.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Finds numbers in JSON while it comes. Nothing that isn't pointed at is kept, so its size doesn't matter; nothing is read on
 * once all are found. Of a name that comes twice the first one counts.
 */
final class JsonNumbers {
    private static final int LONGEST_NUMBER = 64;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Map<String, Double> WORDS = Map.of(
            "NaN",
            Double.NaN,
            "Inf",
            Double.POSITIVE_INFINITY,
            "+Inf",
            Double.POSITIVE_INFINITY,
            "-Inf",
            Double.NEGATIVE_INFINITY,
            "Infinity",
            Double.POSITIVE_INFINITY,
            "-Infinity",
            Double.NEGATIVE_INFINITY);

    private final JsonParser json;
    private final Set<String> pointers;
    private final UnaryOperator<String> quote;
    private final Map<String, Double> found = new HashMap<>();

    /** @param quote makes of a text of the answer one that may be shown */
    JsonNumbers(JsonParser json, Set<String> pointers, UnaryOperator<String> quote) {
        this.json = json;
        this.pointers = pointers;
        this.quote = quote;
    }

    /** @throws ApiException if one isn't there, or is no number */
    Map<String, Double> read() throws IOException {
        Map<String, JsonPointer> wanted = new LinkedHashMap<>();
        pointers.forEach(pointer -> wanted.put(pointer, JsonPointer.compile(pointer)));
        if (json.nextToken() == null) {
            throw new ApiException("its answer is empty; see that the address is that of the API");
        }
        value(wanted);
        for (String pointer : pointers) {
            if (!found.containsKey(pointer)) {
                throw new ApiException("there is nothing at " + pointer + " in its answer");
            }
        }
        return found;
    }

    /** @param wanted what is still to go from here, by the whole pointer */
    private void value(Map<String, JsonPointer> wanted) throws IOException {
        for (Map.Entry<String, JsonPointer> one : wanted.entrySet()) {
            if (one.getValue().matches() && !found.containsKey(one.getKey())) {
                found.put(one.getKey(), number(one.getKey()));
            }
        }
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (!isComplete() && json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                inside(wanted, pointer -> pointer.matchProperty(name));
            }
        } else if (json.currentToken() == JsonToken.START_ARRAY) {
            for (int i = 0; !isComplete() && json.nextToken() != JsonToken.END_ARRAY; i++) {
                int index = i;
                inside(wanted, pointer -> pointer.matchElement(index));
            }
        }
    }

    private void inside(Map<String, JsonPointer> wanted, Function<JsonPointer, JsonPointer> step) throws IOException {
        Map<String, JsonPointer> below = new LinkedHashMap<>();
        wanted.forEach((whole, pointer) -> {
            JsonPointer rest = pointer.matches() ? null : step.apply(pointer);
            if (rest != null) {
                below.put(whole, rest);
            }
        });
        if (below.isEmpty()) {
            json.skipChildren();
        } else {
            value(below);
        }
    }

    private boolean isComplete() {
        return found.size() == pointers.size();
    }

    private double number(String pointer) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(pointer, json.getDoubleValue());
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            case VALUE_NULL -> throw noNumber(pointer, "null");
            case START_OBJECT -> throw noNumber(pointer, "an object");
            case START_ARRAY -> throw noNumber(pointer, "a list");
            default -> number(pointer, json.getText().strip());
        };
    }

    private double number(String pointer, String text) throws ApiException {
        if (WORDS.containsKey(text)) {
            return WORDS.get(text);
        }
        if (text.length() > LONGEST_NUMBER || !NUMBER.matcher(text).matches()) {
            throw noNumber(pointer, text.isEmpty() ? "an empty text" : "the text '" + quote.apply(text) + "'");
        }
        return finite(pointer, Double.parseDouble(text));
    }

    /** Digits that say infinity were never meant to. */
    private static double finite(String pointer, double number) throws ApiException {
        if (Double.isInfinite(number)) {
            throw noNumber(pointer, "too large");
        }
        return number;
    }

    private static ApiException noNumber(String pointer, String what) {
        return new ApiException((pointer.isEmpty() ? "its answer" : "what stands at " + pointer + " in its answer")
                + " is " + what + ", and no number");
    }
}
