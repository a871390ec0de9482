package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** One answer, and how it goes over the wire. */
record Response(int status, byte[] body, Map<String, String> headers) {
    /** Nothing but what this server sends may run, load or be asked; nobody may put the page in a frame. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** Below this, packing costs more than it saves. */
    private static final int WORTH_PACKING = 8 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    static Response file(StaticFiles.StaticFile file) {
        return new Response(200, file.content(), Map.of())
                .with("Content-Type", file.type())
                .with("ETag", file.etag())
                .with("Cache-Control", "no-cache");
    }

    static Response notModified(StaticFiles.StaticFile file) {
        return new Response(304, new byte[0], Map.of())
                .with("ETag", file.etag())
                .with("Cache-Control", "no-cache");
    }

    static Response json(JsonNode document) {
        return json(200, document);
    }

    /** A document with an {@code error}: what is wrong, in a sentence. */
    static Response error(int status, String sentence) {
        return json(status, JsonNodeFactory.instance.objectNode().put("error", sentence));
    }

    static Response text(byte[] utf8) {
        return data(200, utf8).with("Content-Type", "text/plain; charset=utf-8");
    }

    private static Response json(int status, JsonNode document) {
        try {
            return data(status, JSON.writeValueAsBytes(document)).with("Content-Type", "application/json");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A tree of JSON can always be written", e);
        }
    }

    private static Response data(int status, byte[] body) {
        return new Response(status, body, Map.of()).with("Cache-Control", "no-store");
    }

    Response with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Response(status, body, more);
    }

    void sendTo(HttpExchange exchange) throws IOException {
        byte[] content = body;
        Headers sent = exchange.getResponseHeaders();
        headers.forEach(sent::set);
        sent.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        sent.set("X-Content-Type-Options", "nosniff");
        sent.set("Referrer-Policy", "no-referrer");
        sent.set("Cross-Origin-Resource-Policy", "same-origin");
        if (content.length >= WORTH_PACKING) {
            sent.set("Vary", "Accept-Encoding");
            if (acceptsGzip(exchange.getRequestHeaders())) {
                content = gzip(content);
                sent.set("Content-Encoding", "gzip");
            }
        }
        if (status == 304) {
            exchange.sendResponseHeaders(status, -1);
        } else if ("HEAD".equals(exchange.getRequestMethod())) {
            sent.set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private static boolean acceptsGzip(Headers request) {
        return request.getOrDefault("Accept-Encoding", List.of()).stream()
                .flatMap(line -> Arrays.stream(line.toLowerCase(Locale.ROOT).split(",")))
                .map(coding -> coding.replace(" ", ""))
                .anyMatch(coding -> coding.startsWith("gzip") && !coding.matches("gzip;q=0(\\.0*)?"));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 4);
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }
}
