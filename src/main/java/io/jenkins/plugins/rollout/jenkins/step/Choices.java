package io.jenkins.plugins.rollout.jenkins.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;

/** Names and labels in one field of a form: {@code acme, borealis} and {@code tier=gold, region=eu}. */
final class Choices {
    private Choices() {}

    /** A list where there are several, labels where there are any; a text as it is, if it is one name. */
    static Object read(String text) {
        if (text.contains("=")) {
            return pairs(text);
        }
        List<String> names = names(text);
        return names.size() == 1 ? names.get(0) : names;
    }

    /** Each behind a comma or on a line of its own. */
    static List<String> names(String text) {
        return Arrays.stream(text.split("[,\n]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** {@code key=value} each; without a sign, the value is empty. */
    static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : names(text)) {
            int sign = pair.indexOf('=');
            pairs.put(
                    sign < 0 ? pair : pair.substring(0, sign).strip(),
                    sign < 0 ? "" : pair.substring(sign + 1).strip());
        }
        return pairs;
    }

    /** What {@link #read} and {@link #pairs} take. */
    static String text(Object value, String separator) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(pair -> pair.getKey() + "=" + pair.getValue())
                    .collect(Collectors.joining(separator));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(separator));
        }
        return String.valueOf(value);
    }

    /** A form without some of its fields, which are read apart. */
    static JSONObject without(JSONObject form, String... fields) {
        JSONObject rest = JSONObject.fromObject(form);
        Arrays.asList(fields).forEach(rest::remove);
        return rest;
    }
}
