package io.jenkins.plugins.rollout.source;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills what a check says about "this" instance with the instance's own values. */
final class Placeholders {
    static final String VERSION = "{version}";

    private static final Map<String, String> VARIABLES = Map.of(
            VERSION,
            "ROLLOUT_VERSION",
            "{instance}",
            "ROLLOUT_INSTANCE",
            "{customer}",
            "ROLLOUT_CUSTOMER",
            "{environment}",
            "ROLLOUT_ENVIRONMENT");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(version|instance|customer|environment)}");

    private Placeholders() {}

    static String fill(String text, Subject subject) {
        return fill(text, subject, UnaryOperator.identity());
    }

    /** A value is one part of the address, whatever characters it has: it begins no query, and leaves no folder. */
    static String fillAddress(String text, Subject subject) {
        return fill(text, subject, value -> URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20"));
    }

    private static String fill(String text, Subject subject, UnaryOperator<String> encode) {
        return PLACEHOLDER.matcher(text).replaceAll(placeholder -> {
            String value = subject.environment().getOrDefault(VARIABLES.get(placeholder.group()), "");
            return Matcher.quoteReplacement(encode.apply(value));
        });
    }
}
