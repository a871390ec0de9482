package io.jenkins.plugins.rollout.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills what a check says about "this" instance with the instance's own values. Only a placeholder that is written exactly so
 * is one: other braces, as PromQL and JSON have them, stay.
 */
final class Placeholders {
    static final String VERSION = "{version}";

    static final String URL = "{url}";
    private static final String LABEL = "label.";

    private static final Map<String, String> VARIABLES = Map.of(
            "version", "ROLLOUT_VERSION",
            "previousVersion", "ROLLOUT_PREVIOUS_VERSION",
            "instance", "ROLLOUT_INSTANCE",
            "customer", "ROLLOUT_CUSTOMER",
            "environment", "ROLLOUT_ENVIRONMENT",
            "service", "ROLLOUT_SERVICE",
            "url", "ROLLOUT_URL");

    static final Pattern PLACEHOLDER = Pattern.compile(
            "\\{(version|previousVersion|instance|customer|environment|service|url|label\\.[^{}\"'=\\p{Cntrl}]+)}");

    private Placeholders() {}

    /** @throws MissingLabelException if the instance lacks a label that is named */
    static String fill(String text, Subject subject) {
        return fill(text, subject, UnaryOperator.identity());
    }

    /**
     * A value is one part of the address, whatever characters it has: it begins no query, and leaves no folder. Only
     * <code>{url}</code> at the beginning is the instance's address itself.
     *
     * @throws MissingLabelException if the instance lacks a label that is named
     */
    static String fillAddress(String text, Subject subject) {
        if (text.startsWith(URL)) {
            return subject.url() + fillAddress(text.substring(URL.length()), subject);
        }
        return fill(text, subject, value -> URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20"));
    }

    private static String fill(String text, Subject subject, UnaryOperator<String> encode) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(encode.apply(value(found.group(1), subject))));
    }

    /**
     * What a placeholder stands for; empty where an instance has no such thing.
     *
     * @param name between the braces
     * @throws MissingLabelException if it names a label that the instance lacks
     */
    static String value(String name, Subject subject) {
        if (!name.startsWith(LABEL)) {
            return subject.environment().getOrDefault(VARIABLES.get(name), "");
        }
        String label = name.substring(LABEL.length());
        String value = subject.labels().get(label);
        if (value == null) {
            throw new MissingLabelException(label, subject);
        }
        return value;
    }
}
