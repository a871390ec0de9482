package io.jenkins.plugins.rollout.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.rollout.testing.Site;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The command line in this process, at a site. */
final class Cli {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Site site;

    Cli(Site site) {
        this.site = site;
    }

    /** @param status the exit code */
    record Answer(int status, String out, String err) {
        /** Standard output, which must be one document and nothing else. */
        JsonNode json() {
            return parse(out);
        }
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not one JSON document: " + text, e);
        }
    }

    /** With the site's topology and ledger. */
    Answer run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--topology", site.file("topology.yaml").toString()));
        all.addAll(List.of("--ledger", site.ledgerFile().toString()));
        return plain(all.toArray(String[]::new));
    }

    /** The site's rollout file. */
    Answer bring(String version, String... more) {
        List<String> all = new ArrayList<>(List.of("run", rolloutFile(), "--version", version));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    String rolloutFile() {
        return site.file("rollout.yaml").toString();
    }

    static Answer plain(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.commandLine(Clock.systemUTC(), Paint.PLAIN, new PrintWriter(out), new PrintWriter(err))
                .execute(arguments);
        return new Answer(status, out.toString(), err.toString());
    }
}
