package io.jenkins.plugins.rollout.jenkins.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.kohsuke.stapler.StaplerResponse2;

/** Documents over the wire: never kept by anybody between. */
final class Answers {
    private static final JsonMapper JSON = new JsonMapper();

    private Answers() {}

    static void json(StaplerResponse2 response, JsonNode document) throws IOException {
        send(response, 200, "application/json", JSON.writeValueAsBytes(document));
    }

    /** A document with an {@code error}: what is wrong, in a sentence. */
    static void error(StaplerResponse2 response, int status, String sentence) throws IOException {
        JsonNode document = JsonNodeFactory.instance.objectNode().put("error", sentence);
        send(response, status, "application/json", JSON.writeValueAsBytes(document));
    }

    private static void send(StaplerResponse2 response, int status, String type, byte[] content) throws IOException {
        response.setStatus(status);
        prepare(response, type);
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    /** The headers of everything that is somebody's data. */
    static void prepare(StaplerResponse2 response, String type) {
        response.setContentType(type + ";charset=UTF-8");
        response.setHeader("Cache-Control", "private, no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
    }
}
