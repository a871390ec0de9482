package io.jenkins.plugins.rollout.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the demo's real deploy.sh as a rollout would: in the workspace, with the environment of a deployment. */
final class DeployScript {
    private final DemoFleet fleet;
    private final Map<String, String> changes;

    DeployScript(DemoFleet fleet) {
        this(fleet, Map.of());
    }

    private DeployScript(DemoFleet fleet, Map<String, String> changes) {
        this.fleet = fleet;
        this.changes = changes;
    }

    DeployScript with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(changes);
        more.put(name, value);
        return new DeployScript(fleet, more);
    }

    Result run(String version, String instance) throws IOException, InterruptedException {
        Path output = Files.createTempFile("deploy", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "./deploy.sh")
                    .directory(fleet.workspace().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment(version, instance));
            builder.environment().putAll(changes);
            Process process = builder.start();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("deploy.sh did not end: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }

    /** Several instances at a time, as a wave does it. */
    List<Result> run(String version, List<String> instances) {
        return instances.parallelStream()
                .map(instance -> {
                    try {
                        return run(version, instance);
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private Map<String, String> environment(String version, String instance) {
        DemoSite site = DemoSite.all().stream()
                .filter(each -> each.name().equals(instance))
                .findFirst()
                .orElseThrow();
        Path artifact = fleet.workspace().resolve("dist/billing-" + version + ".tar.gz");
        return Map.of(
                "ROLLOUT_ACTION", "deploy",
                "ROLLOUT_SERVICE", "billing",
                "ROLLOUT_VERSION", version,
                "ROLLOUT_INSTANCE", instance,
                "ROLLOUT_URL", fleet.instance(instance).url(),
                "ROLLOUT_ARTIFACT", artifact.toString(),
                "INSTANCE_HOME", site.home(),
                "TAX_ENGINE", site.taxEngine(),
                "CURRENCY", site.currency());
    }

    record Result(int exitStatus, String output) {}
}
