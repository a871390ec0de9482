package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** A rollout of {@code billing} 4.2.0 in memory, that a test moves on by hand and asks for as the page does. */
final class SampleRollout {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Instant START = Instant.parse("2026-01-12T13:00:00Z");
    private static final Set<String> UNTOUCHED = Set.of("pending", "waiting", "skipped");
    private static final Set<String> IN_MOTION = Set.of("deploying", "verifying", "rolling-back");

    private final String id;
    private final List<String> environments;
    private final List<String> customers;
    private final Map<String, Entry> instances = new LinkedHashMap<>();
    private final Map<Integer, Entry> waves = new LinkedHashMap<>();
    private final List<Entry> verdicts = new ArrayList<>();
    private final Map<String, ArrayNode> checks = new HashMap<>();
    private String state = "running";
    private String why = "Deploying.";
    private long cursor = 1;

    /** What was said at which cursor. */
    private record Entry(ObjectNode value, long cursor) {}

    private SampleRollout(String id, List<String> environments, List<String> customers) {
        this.id = id;
        this.environments = environments;
        this.customers = customers;
    }

    /** One instance per customer and environment, one wave per environment, all of them pending. */
    static SampleRollout of(String id, List<String> customers, List<String> environments) {
        SampleRollout rollout = new SampleRollout(id, new ArrayList<>(environments), customers);
        int wave = 1;
        for (String environment : environments) {
            for (String customer : customers) {
                rollout.instance(customer + "-" + environment, customer, environment, wave);
            }
            rollout.wave(wave++, environment, "pending", customers.size());
        }
        return rollout;
    }

    /** Adds an environment with one instance that all customers share, before the others. */
    SampleRollout shared(String environment) {
        environments.add(
                (int) environments.stream()
                        .filter(name -> name.startsWith("eng"))
                        .count(),
                environment);
        return instance(environment, null, environment, 1);
    }

    synchronized SampleRollout instance(String name, String customer, String environment, int wave) {
        ObjectNode instance = JSON.objectNode()
                .put("name", name)
                .put("customer", customer)
                .put("environment", environment)
                .put("wave", wave)
                .put("previousVersion", "4.1.0");
        instances.put(name, new Entry(instance, cursor));
        return instance(name, "pending", "");
    }

    synchronized SampleRollout instance(String name, String state) {
        return instance(name, state, "");
    }

    synchronized SampleRollout instance(String name, String state, String reason) {
        ObjectNode instance = instances.get(name).value().deepCopy();
        int wave = instance.get("wave").intValue();
        boolean old = UNTOUCHED.contains(state) || state.startsWith("roll");
        instance.put("state", state)
                .put("version", old ? "4.1.0" : "4.2.0")
                .put("reason", reason.isEmpty() ? null : reason);
        instance.put("startedAt", UNTOUCHED.contains(state) ? null : at(wave * 40L));
        instance.put("finishedAt", UNTOUCHED.contains(state) || IN_MOTION.contains(state) ? null : at(wave * 40L + 23));
        instances.put(name, new Entry(instance, ++cursor));
        return this;
    }

    synchronized SampleRollout all(String environment, String state) {
        List.copyOf(instances.values()).stream()
                .map(Entry::value)
                .filter(each -> environment.equals(each.get("environment").textValue()))
                .forEach(each -> instance(each.get("name").textValue(), state));
        return this;
    }

    synchronized SampleRollout wave(int number, String environment, String state, int size) {
        boolean begun = !"pending".equals(state);
        boolean judged = Set.of("passed", "failed", "inconclusive").contains(state);
        ObjectNode wave = JSON.objectNode()
                .put("number", number)
                .put("name", environment + " " + number)
                .put("environment", environment)
                .put("action", "deploy")
                .put("state", state)
                .put("size", size)
                .put("startedAt", begun ? at(number * 40L) : null)
                .put("judgedAt", judged ? at(number * 40L + 35) : null);
        waves.put(number, new Entry(wave, ++cursor));
        return this;
    }

    /** How an instance was judged. */
    synchronized SampleRollout checks(String instance, ArrayNode judged) {
        checks.put(instance, judged.deepCopy());
        cursor++;
        return this;
    }

    synchronized SampleRollout verdict(int wave, String verdict, String reason) {
        ObjectNode entry = JSON.objectNode()
                .put("wave", wave)
                .put("verdict", verdict)
                .put("reason", reason)
                .put("at", at(wave * 40L + 35));
        verdicts.add(new Entry(entry, ++cursor));
        return this;
    }

    synchronized SampleRollout now(String state, String why) {
        this.state = state;
        this.why = why;
        cursor++;
        return this;
    }

    String id() {
        return id;
    }

    synchronized ObjectNode summary() {
        boolean ended = Set.of("succeeded", "partial", "rolled-back", "failed", "aborted")
                .contains(state);
        return JSON.objectNode()
                .put("id", id)
                .put("service", "billing")
                .put("version", "4.2.0")
                .put("action", "deploy")
                .put("state", state)
                .put("blastRadius", blastRadius())
                .put("startedAt", at(0))
                .put("finishedAt", ended ? at(601) : null);
    }

    synchronized ObjectNode status(OptionalLong since) {
        ObjectNode status = summary().put("why", why).put("cursor", cursor);
        long after = since.orElse(Long.MAX_VALUE) > cursor ? 0 : since.getAsLong();
        if (after > 0) {
            status.put("since", after);
        } else {
            status.set("environments", names(environments));
            status.set("customers", names(customers));
        }
        status.set("waves", changed(waves.values(), after));
        status.set("instances", changed(instances.values(), after));
        status.set("verdicts", changed(verdicts, after));
        return status;
    }

    synchronized ObjectNode story(String name) {
        ObjectNode instance = instances.get(name).value().deepCopy().put("url", "http://127.0.0.1:9003");
        ObjectNode story = JSON.objectNode();
        story.set("instance", instance);
        ArrayNode events = story.putArray("events");
        ArrayNode measurements = story.putArray("measurements");
        story.set("checks", checks.getOrDefault(name, JSON.arrayNode()));
        ArrayNode logs = story.putArray("logs");
        String current = instance.get("state").textValue();
        event(events, 0, "planned", "Planned for wave " + instance.get("wave").intValue() + ".");
        if (UNTOUCHED.contains(current)) {
            return story;
        }
        event(events, 80, "started", "Deployment of 4.2.0 started, attempt 1 of 2.");
        log(logs, name, 1, "deploy", 2_311);
        if (current.equals("deploying")) {
            return story;
        }
        event(events, 103, "deployed", "Deployment ended after 23 s with exit status 0.");
        boolean well = Set.of("healthy", "verifying").contains(current);
        for (int sample = 0; sample < 5; sample++) {
            measurements.add(JSON.objectNode()
                    .put("at", at(104 + sample))
                    .put("check", "http /health")
                    .put("outcome", well ? "pass" : "fail")
                    .put(
                            "detail",
                            well ? "answered 200 after 12 ms" : "answered 503 after 812 ms, wanted 200 below 500 ms")
                    .put("tookMillis", well ? 12 : 812));
        }
        event(events, 110, "judged", well ? "Healthy." : "Unhealthy: 5 of 5 samples of http /health failed.");
        if (current.startsWith("roll")) {
            event(events, 111, "rollback", "Rollback to 4.1.0 started.");
            log(logs, name, 1, "rollback", 1_102);
        }
        return story;
    }

    synchronized boolean has(String instance) {
        return instances.containsKey(instance);
    }

    private double blastRadius() {
        Set<String> harmed = Set.of("unhealthy", "failed", "rolling-back", "rolled-back", "rollback-failed");
        return instances.values().stream()
                        .filter(each ->
                                harmed.contains(each.value().get("state").textValue()))
                        .count()
                / (double) instances.size();
    }

    private static void event(ArrayNode events, long second, String type, String text) {
        events.add(JSON.objectNode()
                .put("seq", events.size() + 1)
                .put("at", at(second))
                .put("type", type)
                .put("text", text));
    }

    private static void log(ArrayNode logs, String instance, int attempt, String action, long size) {
        String file = action + "-" + attempt + ".log";
        logs.add(JSON.objectNode()
                .put("attempt", attempt)
                .put("action", action)
                .put("href", RolloutViews.logHref(instance, file))
                .put("size", size));
    }

    private static ArrayNode changed(Iterable<Entry> entries, long after) {
        ArrayNode changed = JSON.arrayNode();
        entries.forEach(entry -> {
            if (entry.cursor() > after) {
                changed.add((JsonNode) entry.value());
            }
        });
        return changed;
    }

    private static ArrayNode names(List<String> names) {
        ArrayNode array = JSON.arrayNode();
        names.forEach(array::add);
        return array;
    }

    private static String at(long second) {
        return START.plusSeconds(second).toString();
    }
}
