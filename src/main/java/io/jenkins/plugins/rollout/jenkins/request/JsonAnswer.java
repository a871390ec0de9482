package io.jenkins.plugins.rollout.jenkins.request;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Wave;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** An answer to a script: one JSON document and a status. Can be thrown. */
final class JsonAnswer extends HttpResponses.HttpResponseException {
    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = new JsonMapper();

    private final int status;
    private final transient Map<String, ?> document;

    JsonAnswer(int status, Map<String, ?> document) {
        this.status = status;
        this.document = document;
    }

    static JsonAnswer problem(RequestProblem problem) {
        return new JsonAnswer(problem.status(), Map.of("error", problem.getMessage()));
    }

    @Override
    public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(JSON.writeValueAsBytes(document));
    }

    /** {@code {action, service, version, waves: [{number, name, environment, instances: [{name, from, to}]}], warnings: []}}. */
    static Map<String, Object> of(Plan plan) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("action", plan.action().word());
        document.put("service", plan.service());
        document.put("version", plan.version());
        document.put("waves", plan.waves().stream().map(JsonAnswer::of).toList());
        document.put("warnings", plan.warnings());
        return document;
    }

    private static Map<String, Object> of(Wave wave) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("number", wave.number());
        document.put("name", wave.name());
        document.put("environment", wave.environment());
        List<Map<String, String>> instances =
                wave.placements().stream().map(JsonAnswer::of).toList();
        document.put("instances", instances);
        return document;
    }

    private static Map<String, String> of(Placement placement) {
        Map<String, String> document = new LinkedHashMap<>();
        document.put("name", placement.name());
        document.put("from", placement.previous().version());
        document.put("to", placement.release().version());
        return document;
    }
}
