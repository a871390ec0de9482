package io.jenkins.plugins.rollout.jenkins.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** Documents over the wire: never kept by anybody but who asked. */
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

    /**
     * Sends what is asked for again and again and seldom changes: not a second time to who has it.
     *
     * @param type without its character set, which is UTF-8
     */
    static void unlessKnown(StaplerRequest2 request, StaplerResponse2 response, String type, byte[] content)
            throws IOException {
        String etag = '"' + hash(content) + '"';
        prepare(response, type);
        response.setHeader("Cache-Control", "private, no-cache");
        response.setHeader("ETag", etag);
        if (isKnown(request.getHeader("If-None-Match"), etag)) {
            response.setStatus(304);
            return;
        }
        response.setContentLength(content.length);
        response.getOutputStream().write(content);
    }

    /** Jetty adds a suffix to the tag of what it has packed. */
    private static boolean isKnown(String header, String etag) {
        return header != null && header.replace("--gzip", "").equals(etag);
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] bytes(JsonNode document) throws IOException {
        return JSON.writeValueAsBytes(document);
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
