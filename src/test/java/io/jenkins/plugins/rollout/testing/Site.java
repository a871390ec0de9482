package io.jenkins.plugins.rollout.testing;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder with a topology, a rollout file, and instances that are nothing but folders: the deploy command writes the
 * version into one, and a line into the trace when it begins and when it ends.
 */
public final class Site {
    /** One short line is appended as a whole, whoever else is writing. */
    private static final String DEPLOY = """
            #!/bin/sh
            trace() { printf '%s\\t%s\\t%s\\t%s\\t%s\\n' "$1" "$ROLLOUT_INSTANCE" "$ROLLOUT_ACTION" "$ROLLOUT_VERSION" "$$" >>trace; }
            home="instances/$ROLLOUT_INSTANCE"
            version=$ROLLOUT_VERSION
            mkdir -p "$home" || exit 1
            ! kill -0 "$(cat "$home/pid" 2>/dev/null || echo none)" 2>/dev/null || trace clash
            echo $$ >"$home/pid"
            trace begin
            if [ -f "behaviour/$ROLLOUT_INSTANCE" ]; then . "./behaviour/$ROLLOUT_INSTANCE"; fi
            printf %s "$version" >"$home/version.new" && mv "$home/version.new" "$home/version" || exit 1
            rm -f "$home/pid"
            trace end
            """;

    /** The instance runs what it is to run. */
    public static final String VERSION_GATE =
            "gate: {checks: [{command: 'test \"$(cat \"instances/$ROLLOUT_INSTANCE/version\")\" = \"$ROLLOUT_VERSION\"'}]}\n";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Map<String, List<String>> environments = new LinkedHashMap<>();

    private Site(Path folder) {
        this.folder = folder;
    }

    /** Nothing but the deploy command. */
    public static Site in(Path folder) {
        Site site = new Site(folder);
        site.write("deploy.sh", DEPLOY);
        site.allow("deploy.sh", "rwxr-xr-x");
        site.make("behaviour");
        return site;
    }

    /** With these instances in {@code production}, which all customers share. */
    public static Site in(Path folder, String... instances) {
        return in(folder).environment("production", instances);
    }

    /** Another environment, after the one before, with instances that all customers share. */
    public Site environment(String name, String... instances) {
        environments.put(name, List.of(instances));
        StringBuilder topology = new StringBuilder("services: [{name: billing}]\nenvironments:\n");
        String before = "";
        for (String environment : environments.keySet()) {
            topology.append("- {name: ").append(quoted(environment));
            topology.append(before.isEmpty() ? "}\n" : ", after: [" + quoted(before) + "]}\n");
            before = environment;
        }
        topology.append("instances:\n");
        environments.forEach((environment, names) -> names.forEach(instance ->
                topology.append("- {name: " + quoted(instance) + ", environment: " + quoted(environment) + "}\n")));
        return write("topology.yaml", topology.toString());
    }

    /** The rollout file: {@code billing} to all environments, and these lines. */
    public Site rollout(String... lines) {
        return write(
                "rollout.yaml",
                "service: billing\nenvironments: ["
                        + environments.keySet().stream().map(Site::quoted).collect(joining(", ")) + "]\n"
                        + Stream.of(lines)
                                .map(line -> line.stripTrailing() + "\n")
                                .collect(joining())
                        + "deploy: ./deploy.sh\n");
    }

    /** What the deploy command does on an instance between its first and its last step, as a piece of shell. */
    public Site behaviour(String instance, String shell) {
        return write("behaviour/" + instance, shell + "\n");
    }

    public Site behaviourEverywhere(String shell) {
        environments.values().stream().flatMap(List::stream).forEach(instance -> behaviour(instance, shell));
        return this;
    }

    /** Text as YAML and JSON write it. */
    public static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public Path file(String name) {
        return folder.resolve(name);
    }

    public Path ledgerFile() {
        return folder.resolve(".rollout/ledger.db");
    }

    public Ledger openLedger() {
        return Ledger.open(ledgerFile());
    }

    public RolloutSpec spec() {
        return RolloutSpecReader.read(file("rollout.yaml"));
    }

    public Topology topology() {
        return TopologyReader.check(file("topology.yaml")).topology();
    }

    public Plan plan(Ledger ledger, Release release) {
        return new Planner(topology(), ledger).plan(spec(), release);
    }

    /** What an instance runs; nothing if nothing was ever brought there. */
    public Optional<String> runs(String instance) {
        Path version = file("instances/" + instance + "/version");
        return Files.exists(version) ? Optional.of(read(version)) : Optional.empty();
    }

    /** A command's begin or end, or that it met another one of the same instance. */
    public record Step(String what, String instance, String action, String version, long process) {
        private static Step of(String line) {
            String[] parts = line.split("\t", -1);
            return new Step(parts[0], parts[1], parts[2], parts[3], Long.parseLong(parts[4]));
        }
    }

    public List<Step> trace() {
        Path trace = file("trace");
        return Files.exists(trace) ? read(trace).lines().map(Step::of).toList() : List.of();
    }

    public long count(String what, String instance) {
        return trace().stream()
                .filter(step -> step.what().equals(what) && step.instance().equals(instance))
                .count();
    }

    /** Forgets what was traced so far. */
    public void clearTrace() {
        write("trace", "");
    }

    public Site write(String name, String text) {
        try {
            Files.writeString(file(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make(String name) {
        try {
            Files.createDirectories(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void allow(String name, String permissions) {
        try {
            Files.setPosixFilePermissions(file(name), PosixFilePermissions.fromString(permissions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
