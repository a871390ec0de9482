package io.jenkins.plugins.rollout.demo;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Everything that the demo deploys to, running: five customers with an instance each in UAT, staging and production, and
 * seven shared environments. Nothing is installed yet; beside the instances, the workspace has all that it takes:
 *
 * <pre>
 * topology.yaml
 * install-4.1.0.yaml, rollout.yaml   rollout files of what is installed and of what breaks one customer
 * deploy.sh                          which both use
 * dist/billing-&lt;version&gt;.tar.gz     the releases, built from src/billing-&lt;version&gt;
 * instances/&lt;name&gt;/                 see {@link DemoInstance}
 * </pre>
 */
public final class DemoFleet implements AutoCloseable {
    private static final List<String> FILES = List.of("deploy.sh", "install-4.1.0.yaml", "rollout.yaml");

    private static final String METRICS_FILE = "rollout-prometheus.yaml";

    private final Path workspace;
    private final ExecutorService threads = Executors.newCachedThreadPool(DemoFleet::daemon);
    private final Map<String, DemoInstance> instances = new LinkedHashMap<>();

    private DemoFleet(Path workspace) {
        this.workspace = workspace;
    }

    /**
     * @param workspace a folder that is empty or does not exist yet
     * @throws InvalidInputException if it is not empty, or this Java can't compile
     */
    public static DemoFleet start(Path workspace, Clock clock) throws IOException, InterruptedException {
        Files.createDirectories(workspace);
        requireEmpty(workspace);
        DemoFleet fleet = new DemoFleet(workspace.toRealPath());
        try {
            fleet.writeFiles();
            fleet.startInstances(clock);
            return fleet;
        } catch (IOException | InterruptedException | RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private static void requireEmpty(Path workspace) throws IOException {
        try (Stream<Path> content = Files.list(workspace)) {
            if (content.findAny().isPresent()) {
                throw new InvalidInputException(
                        "the demo needs a folder of its own, and " + workspace + " is not empty: name another");
            }
        }
    }

    private void writeFiles() throws IOException, InterruptedException {
        for (String file : FILES) {
            DemoResource.copy("workspace/" + file, workspace);
        }
        if (!workspace.resolve("deploy.sh").toFile().setExecutable(true, false)) {
            throw new IOException("could not make " + workspace.resolve("deploy.sh") + " executable");
        }
        for (BillingBuild build : List.of(BillingBuild.V4_1_0, BillingBuild.V4_1_1, BillingBuild.V4_2_0)) {
            build.build(workspace);
        }
    }

    private void startInstances(Clock clock) throws IOException {
        List<DemoSite> sites = DemoSite.all();
        Map<String, String> urls = new LinkedHashMap<>();
        for (DemoSite site : sites) {
            Path home = Files.createDirectories(workspace.resolve(site.home()));
            Files.writeString(home.resolve("config.properties"), site.configuration());
            DemoInstance instance = DemoInstance.start(site.name(), home, threads, clock);
            instances.put(site.name(), instance);
            urls.put(site.name(), instance.url());
        }
        Files.writeString(topology(), DemoTopology.yaml(sites, urls));
    }

    /** Absolute. */
    public Path workspace() {
        return workspace;
    }

    public Path topology() {
        return workspace.resolve("topology.yaml");
    }

    /** The rollout file that brings {@link #installVersion()} to every instance. */
    public Path install() {
        return workspace.resolve("install-4.1.0.yaml");
    }

    public String installVersion() {
        return BillingBuild.V4_1_0.version();
    }

    /** The rollout file that brings {@link #version()}, carefully. */
    public Path rollout() {
        return workspace.resolve("rollout.yaml");
    }

    public String version() {
        return BillingBuild.V4_2_0.version();
    }

    /** One that changes nothing that anybody would notice. */
    public String harmlessVersion() {
        return BillingBuild.V4_1_1.version();
    }

    /**
     * Writes the rollout file that brings a version and whose gate asks nothing but Prometheus.
     *
     * @param prometheus where that is asked
     */
    public Path rolloutByMetrics(String version, String prometheus) throws IOException {
        Path file = DemoResource.copy("workspace/" + METRICS_FILE, workspace);
        String text = Files.readString(file).replace("@VERSION@", version).replace("@PROMETHEUS@", prometheus);
        return Files.writeString(file, text);
    }

    public List<DemoInstance> instances() {
        return List.copyOf(instances.values());
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public DemoInstance instance(String name) {
        DemoInstance instance = instances.get(name);
        if (instance == null) {
            throw new IllegalArgumentException("the demo has no instance " + name);
        }
        return instance;
    }

    /** Stops every server. The workspace stays. */
    @Override
    public void close() throws IOException {
        List<IOException> failures = new ArrayList<>();
        for (DemoInstance instance : instances.values()) {
            try {
                instance.close();
            } catch (IOException e) {
                failures.add(e);
            }
        }
        threads.shutdownNow();
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "demo instance");
        thread.setDaemon(true);
        return thread;
    }
}
