package io.jenkins.plugins.rollout.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;

/** Where a command says things: results on standard output, everything else on standard error. */
final class Console {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintWriter out;
    private final PrintWriter err;
    private final Paint paint;

    Console(PrintWriter out, PrintWriter err, Paint paint) {
        this.out = out;
        this.err = err;
        this.paint = paint;
    }

    void result(String line) {
        out.println(line);
        out.flush();
    }

    /** One document on one line. */
    void result(JsonNode document) {
        try {
            result(JSON.writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    void say(String line) {
        err.println(line);
        err.flush();
    }

    void warn(String line) {
        say(paint.warning("warning: ") + Paint.harmless(line));
    }

    void fail(String line) {
        say(paint.failure("error: ") + Paint.harmless(line));
    }

    Paint paint() {
        return paint;
    }
}
