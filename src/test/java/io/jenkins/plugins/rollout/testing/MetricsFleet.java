package io.jenkins.plugins.rollout.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.rollout.demo.DemoFleet;
import io.jenkins.plugins.rollout.demo.DemoPrometheus;
import io.jenkins.plugins.rollout.demo.DemoTraffic;
import io.jenkins.plugins.rollout.execute.Driver;
import io.jenkins.plugins.rollout.execute.Ending;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.ledger.Answer;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.InstanceMeasured;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.RolloutPlanned;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.WaveJudged;
import io.jenkins.plugins.rollout.rollout.RolloutState;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The demo's instances with customers and Prometheus, ready for rollouts that are judged by the demo's gate. */
public final class MetricsFleet implements AutoCloseable {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final DemoFleet fleet;
    private final Ledger ledger;
    private final DemoPrometheus prometheus;
    private final DemoTraffic traffic;
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger names = new AtomicInteger();
    private final ObjectNode rolloutFile;
    private final Topology topology;

    private MetricsFleet(DemoFleet fleet) throws IOException, InterruptedException {
        this.fleet = fleet;
        topology = TopologyReader.read(fleet.topology());
        ledger = Ledger.open(fleet.workspace().resolve("ledger.db"));
        drive(RolloutSpecReader.read(fleet.install()), fleet.installVersion());
        prometheus = DemoPrometheus.start(fleet);
        rolloutFile = (ObjectNode) YAML.readTree(
                fleet.rolloutByMetrics(fleet.version(), prometheus.url()).toFile());
        traffic = DemoTraffic.start(fleet.instances());
    }

    /** Installs 4.1.0, and lets the customers in. */
    public static MetricsFleet start(Path folder) throws IOException, InterruptedException {
        return new MetricsFleet(DemoFleet.start(folder, Clock.systemUTC()));
    }

    /**
     * What became of one rollout.
     *
     * @param samplesOf how many samples were taken of each instance until it was judged
     * @param comparisons how many verdicts on an instance it took, of all its checks
     */
    public record Story(
            String id,
            RolloutState state,
            List<String> findings,
            List<Integer> samplesOf,
            int comparisons,
            int seconds) {
        public boolean isAlarm() {
            return findings.stream().anyMatch(finding -> finding.startsWith(Verdict.FAIL.name()));
        }

        public boolean isPassed() {
            return state == RolloutState.SUCCEEDED;
        }

        public boolean isInconclusive() {
            return !isAlarm() && !isPassed();
        }
    }

    /**
     * Brings a version to customers of one environment.
     *
     * @param strategy instead of the demo's
     * @param window the fixed window to compare with instead of the demo's judge; 0 for that
     */
    public Story rollOut(
            String version, String environment, List<String> customers, Map<String, Object> strategy, int window)
            throws IOException, InterruptedException {
        ObjectNode file = rolloutFile.deepCopy();
        file.put("artifact", "dist/billing-" + version + ".tar.gz");
        file.set("environments", YAML.valueToTree(List.of(environment)));
        file.set("customers", YAML.valueToTree(customers.equals(List.of("all")) ? "all" : customers));
        file.put("promotion", "ignore"); // each environment by itself
        file.set("strategy", YAML.valueToTree(strategy));
        if (window > 0) {
            ((ObjectNode) file.get("gate")).put("samples", window);
            for (JsonNode check : file.at("/gate/checks")) {
                ((ObjectNode) check).set("compare", YAML.valueToTree(Map.of("judge", "mannWhitney")));
            }
        }
        long began = System.nanoTime();
        Rollout rollout = drive(
                RolloutSpecReader.read(
                        new RolloutSpec.Source("rollout.yaml", fleet.workspace(), YAML.writeValueAsString(file))),
                version);
        int seconds = (int) Duration.ofNanos(System.nanoTime() - began).toSeconds();
        return story(rollout, seconds, file.at("/gate/checks").size());
    }

    private Rollout drive(RolloutSpec spec, String version) throws InterruptedException {
        Release release = new Release(
                spec.service(),
                version,
                List.of(ledger.artifacts().keep(spec.source().folder().resolve(spec.artifact()), spec.artifact())),
                "");
        String id = "r" + names.incrementAndGet() + "-" + version;
        Journal journal = ledger.begin(new RolloutPlanned(
                clock.instant(), id, "bench", "", new Planner(topology, ledger).plan(spec, release), spec));
        if (driver(journal).drive() == Ending.HELD) {
            Answer answer = new Answer(clock.instant(), "bench", "inconclusive");
            journal.append(List.of(), answer::abort);
            driver(journal).drive();
        }
        return journal.rollout();
    }

    private Driver driver(Journal journal) {
        return new Driver(ledger, journal, clock, GRACE, (rollout, events) -> {});
    }

    private Story story(Rollout rollout, int seconds, int checks) {
        List<String> findings = new ArrayList<>();
        Map<String, Integer> measured = new LinkedHashMap<>();
        ledger.decisiveEvents(rollout.id(), 0).forEach(numbered -> {
            if (numbered.event() instanceof WaveJudged judged) {
                findings.add(judged.verdict() + " " + judged.reason());
                judged.health()
                        .forEach(health -> measured.putIfAbsent(
                                health.instance(), samples(rollout, judged.wave(), health.instance())));
            }
        });
        return new Story(
                rollout.id(),
                rollout.state(),
                findings,
                List.copyOf(measured.values()),
                measured.size() * checks,
                seconds);
    }

    /** Not counting the reading from which on its counters count. */
    private int samples(Rollout rollout, int wave, String instance) {
        return (int) ledger.eventsOf(rollout.id(), instance).stream()
                .map(numbered -> numbered.event())
                .filter(event -> event instanceof InstanceMeasured measured
                        && measured.wave() == wave
                        && measured.measurements().stream()
                                .anyMatch(one -> !one.numbers().candidate().isEmpty()))
                .count();
    }

    public DemoFleet instances() {
        return fleet;
    }

    @Override
    public void close() throws IOException {
        traffic.close();
        prometheus.close();
        ledger.close();
        fleet.close();
    }
}
