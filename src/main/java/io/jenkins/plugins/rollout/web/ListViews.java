package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.ledger.HistoryEntry;
import io.jenkins.plugins.rollout.ledger.RolloutSummary;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Wave;
import java.util.List;
import java.util.Locale;

/** The JSON documents that are lists: problems, plans, rollouts, history. */
public final class ListViews {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ListViews() {}

    public static ObjectNode problems(List<Problem> problems) {
        ObjectNode document = JSON.objectNode();
        document.put("valid", problems.stream().noneMatch(Problem::isError));
        ArrayNode list = document.putArray("problems");
        for (Problem problem : problems) {
            ObjectNode json = list.addObject();
            json.put("severity", problem.severity().name().toLowerCase(Locale.ROOT));
            json.put("message", problem.message());
            json.put("file", problem.location().file());
            json.put("line", problem.location().line());
            json.put("column", problem.location().column());
        }
        return document;
    }

    public static ObjectNode plan(Plan plan) {
        ObjectNode document = JSON.objectNode();
        document.put("service", plan.service());
        document.put("version", plan.version());
        document.put("action", plan.action().word());
        ArrayNode waves = document.putArray("waves");
        for (Wave wave : plan.waves()) {
            ObjectNode json = waves.addObject();
            json.put("number", wave.number());
            json.put("name", wave.name());
            json.put("environment", wave.environment());
            ArrayNode instances = json.putArray("instances");
            wave.placements().stream().map(Placement::name).forEach(instances::add);
        }
        plan.warnings().forEach(document.putArray("warnings")::add);
        return document;
    }

    public static ObjectNode rollout(RolloutSummary summary) {
        ObjectNode json = JSON.objectNode();
        json.put("id", summary.id());
        json.put("service", summary.service());
        json.put("version", summary.version());
        json.put("action", summary.action());
        json.put("state", summary.state());
        json.put("blastRadius", StatusView.round(summary.blastRadius()));
        json.put("startedAt", summary.startedAt().toString());
        json.put("finishedAt", summary.finishedAt().map(Object::toString).orElse(null));
        return json;
    }

    public static ArrayNode history(List<HistoryEntry> entries) {
        ArrayNode list = JSON.arrayNode();
        for (HistoryEntry entry : entries) {
            ObjectNode json = list.addObject();
            json.put("at", entry.at().toString());
            json.put("instance", entry.instance());
            json.put("service", entry.release().service());
            StatusView.putText(json, "version", entry.release().version());
            StatusView.putText(json, "previousVersion", entry.previous().version());
            json.put("action", entry.action().word());
            json.put("outcome", entry.outcome());
            json.put("rollout", entry.rollout());
        }
        return list;
    }
}
