package io.jenkins.plugins.rollout.jenkins.topology.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Writer;
import org.kohsuke.stapler.StaplerResponse2;

/** Sends a JSON document to a page's script. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static void send(StaplerResponse2 response, JsonNode document) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        try (Writer out = response.getWriter()) {
            MAPPER.writeValue(out, document);
        }
    }
}
