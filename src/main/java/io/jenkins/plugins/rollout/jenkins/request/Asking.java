package io.jenkins.plugins.rollout.jenkins.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * What a form or a script has sent.
 *
 * @param instances that were chosen; nothing if the choice is left to the plugin
 * @param reason one line, may be empty
 * @param to a version to go back to; empty for what each instance had before
 * @param rollout which one of the build's; empty for the last one
 */
record Asking(Optional<List<String>> instances, String reason, String to, String rollout) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> FIELDS = Set.of("instances", "reason", "to", "rollout");
    private static final int LONGEST_REASON = 1000;
    /** A list of ten thousand long names fits; what is longer is no request. */
    private static final int LONGEST_BODY = 2_000_000;

    static boolean isJson(StaplerRequest2 request) {
        String type = request.getContentType();
        return type != null && type.toLowerCase(java.util.Locale.ROOT).startsWith("application/json");
    }

    /** @throws RequestProblem if it can't be read */
    static Asking of(StaplerRequest2 request) throws IOException {
        return isJson(request) ? ofJson(request) : ofForm(request);
    }

    private static Asking ofForm(StaplerRequest2 request) {
        String[] chosen = request.getParameterValues("instance");
        return new Asking(
                Optional.of(chosen == null ? List.of() : List.of(chosen)),
                oneLine(text(request.getParameter("reason"))),
                text(request.getParameter("to")),
                text(request.getParameter("rollout")));
    }

    private static String text(String parameter) {
        return parameter == null ? "" : parameter.strip();
    }

    private static Asking ofJson(StaplerRequest2 request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY);
        JsonNode root;
        try {
            root = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw RequestProblem.invalid("the body is no valid JSON: " + e.getOriginalMessage());
        }
        if (root == null || !root.isObject()) {
            throw RequestProblem.invalid("send a JSON object such as {\"instances\": [\"NAME\"], \"reason\": \"…\"}");
        }
        root.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw RequestProblem.invalid(
                        "there is no field '" + name + "'; known are instances, reason, to, rollout");
            }
        });
        return new Asking(
                instances(root.path("instances")),
                oneLine(text(root, "reason")),
                text(root, "to"),
                text(root, "rollout"));
    }

    private static Optional<List<String>> instances(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isArray()) {
            throw RequestProblem.invalid("'instances' must be a list of names");
        }
        List<String> names = new ArrayList<>();
        for (JsonNode name : node) {
            if (!name.isTextual()) {
                throw RequestProblem.invalid("'instances' must be a list of names");
            }
            names.add(name.textValue());
        }
        return Optional.of(names);
    }

    private static String text(JsonNode root, String field) {
        JsonNode node = root.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        if (!node.isTextual()) {
            throw RequestProblem.invalid("'" + field + "' must be a text");
        }
        return node.textValue().strip();
    }

    /** Reasons stand in logs: nothing in them may begin a line, move a terminal's cursor or turn the direction of text. */
    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}\\u0085\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                .strip();
    }

    /** @throws RequestProblem if no reason is given, or one that nobody will read */
    void requireReason() {
        if (reason.isEmpty()) {
            throw RequestProblem.invalid("a reason must be given; it is recorded with the rollout");
        }
        if (reason.length() > LONGEST_REASON) {
            throw RequestProblem.invalid(
                    "the reason has " + reason.length() + " characters; say it in " + LONGEST_REASON + " at most");
        }
    }
}
