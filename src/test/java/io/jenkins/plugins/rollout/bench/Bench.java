package io.jenkins.plugins.rollout.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Installation.Condition;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.topology.Customer;
import io.jenkins.plugins.rollout.topology.Environment;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import io.jenkins.plugins.rollout.web.LedgerViews;
import io.jenkins.plugins.rollout.web.StatusView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * What {@code bin/bench} measures inside a process. Each call measures one thing and prints milliseconds or bytes; what
 * the command line meets cold is measured once in a fresh process, what a server meets warm is a median.
 */
public final class Bench {
    private static final String ID = "large";
    private static final int WARM_UP = 15;
    private static final int SAMPLES = 15;
    private static final int EVENTS_AT_ONCE = 512;
    private static final int ENVIRONMENTS = 10;

    private static final String ROLLOUT = """
            service: billing
            environments: [%s]
            strategy:
              canary: {first: 1, then: [10%%, 50%%, 100%%]}
              maxParallel: 32
            deploy: "true"
            """;

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        int number = words.size() > 1 ? Integer.parseInt(words.get(1)) : 0;
        Path path = words.size() > 2 ? Path.of(words.get(2)) : Path.of("");
        switch (words.isEmpty() ? "" : words.get(0)) {
            case "plan-cold" -> print(cold(planning(number)));
            case "plan-warm" -> print(warm(planning(number)));
            case "write-topology" -> writeTopology(number, path);
            case "read-topology" -> print(cold(() -> TopologyReader.read(path)));
            case "make-ledger" -> makeLedger(number, path);
            case "status-cold" -> print(cold(() -> status(path)));
            case "status-warm" -> statusWarm(path);
            case "since" -> System.out.println(sinceLastChange(path));
            default -> throw new IllegalArgumentException("see bin/bench");
        }
    }

    private static void print(long nanos) {
        System.out.println((nanos + 500_000) / 1_000_000);
    }

    private static long cold(Callable<?> work) throws Exception {
        long began = System.nanoTime();
        work.call();
        return System.nanoTime() - began;
    }

    private static long warm(Callable<?> work) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            work.call();
        }
        List<Long> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            samples.add(cold(work));
        }
        return samples.stream().sorted().toList().get(SAMPLES / 2);
    }

    /** Through ten environments, each behind the one before, with a release on record everywhere. */
    private static Callable<Plan> planning(int instances) {
        Topology topology = topology(instances);
        RolloutSpec spec = spec(topology);
        Release before = new Release("billing", "4.1.0", List.of(), "");
        Installations installations = new Installations(topology.instances().stream()
                .map(instance ->
                        new Installation(instance.name(), before, Release.NONE, Condition.HEALTHY, Instant.EPOCH, "r0"))
                .toList());
        Planner planner = new Planner(topology, service -> installations);
        return () -> planner.plan(spec, new Release("billing", "4.2.0", List.of(), ""));
    }

    private static Topology topology(int size) {
        List<Environment> environments = new ArrayList<>();
        for (int i = 0; i < ENVIRONMENTS; i++) {
            environments.add(new Environment("e" + i, i == 0 ? List.of() : List.of("e" + (i - 1))));
        }
        List<Customer> customers = IntStream.range(0, size / ENVIRONMENTS)
                .mapToObj(i -> new Customer("c" + i, i % 5, ZoneOffset.UTC, Map.of()))
                .toList();
        List<Instance> instances = new ArrayList<>();
        for (Customer customer : customers) {
            for (Environment environment : environments) {
                String name = customer.name() + "-" + environment.name();
                instances.add(new Instance(
                        name,
                        customer.name(),
                        environment.name(),
                        "https://" + name + ".example.com",
                        Map.of("region", "r" + instances.size() % 7),
                        Map.of()));
            }
        }
        return new Topology(environments, customers, List.of(), instances);
    }

    private static RolloutSpec spec(Topology topology) {
        String environments = String.join(
                ", ", topology.environments().stream().map(Environment::name).toList());
        return RolloutSpecReader.read(
                new RolloutSpec.Source("rollout.yaml", Path.of("").toAbsolutePath(), ROLLOUT.formatted(environments)));
    }

    private static void writeTopology(int size, Path file) throws IOException {
        Topology topology = topology(size);
        StringBuilder yaml = new StringBuilder("environments:\n");
        topology.environments()
                .forEach(one -> yaml.append("  - {name: %s, after: %s}\n".formatted(one.name(), one.after())));
        yaml.append("customers:\n");
        topology.customers()
                .forEach(one -> yaml.append("  - {name: %s, ring: %d}\n".formatted(one.name(), one.ring())));
        yaml.append("instances:\n");
        for (Instance one : topology.instances()) {
            yaml.append("  - name: ").append(one.name()).append('\n');
            yaml.append("    customer: ").append(one.customer()).append('\n');
            yaml.append("    environment: ").append(one.environment()).append('\n');
            yaml.append("    url: ").append(one.url()).append('\n');
            yaml.append("    labels: {region: ")
                    .append(one.labels().get("region"))
                    .append("}\n");
        }
        Files.writeString(file, yaml);
    }

    /** A rollout that went well, with all the events that a driver appends. */
    private static void makeLedger(int size, Path file) {
        Topology topology = topology(size);
        RolloutSpec spec = spec(topology);
        try (Ledger ledger = Ledger.open(file)) {
            Plan plan = new Planner(topology, ledger).plan(spec, new Release("billing", "4.2.0", List.of(), ""));
            Clock clock = Clock.systemUTC();
            Journal journal =
                    ledger.begin(new RolloutEvent.RolloutPlanned(clock.instant(), ID, "bench", "", plan, spec));
            List<RolloutEvent> events = new ArrayList<>();
            while (journal.rollout().finished().isEmpty()) {
                follow(journal.rollout(), clock, events);
                for (int i = 0; i < events.size(); i += EVENTS_AT_ONCE) {
                    journal.append(events.subList(i, Math.min(i + EVENTS_AT_ONCE, events.size())));
                }
                events.clear();
            }
        }
    }

    private static void follow(Rollout rollout, Clock clock, List<RolloutEvent> events) {
        Instant now = clock.instant();
        Decision decision = rollout.next(clock);
        if (decision instanceof Decision.Deploy deploy) {
            int wave = deploy.wave().number();
            if (!rollout.isStarted(deploy.wave())) {
                events.add(new RolloutEvent.WaveStarted(now, wave));
            }
            for (Decision.Start start : deploy.start()) {
                events.add(new RolloutEvent.InstanceStarted(
                        now, wave, start.placement().name(), start.attempt()));
            }
            for (Decision.Start start : deploy.start()) {
                events.add(new RolloutEvent.InstanceDeployed(
                        now, wave, start.placement().name()));
            }
        } else if (decision instanceof Decision.Judge judge) {
            events.add(rollout.judge(
                    judge.wave(),
                    judge.placements().stream()
                            .map(placement -> new InstanceHealth(placement.name(), Verdict.PASS, "1 of 1 passed"))
                            .toList(),
                    now,
                    OnInconclusive.HOLD));
        } else if (decision instanceof Decision.Finish finish) {
            events.add(new RolloutEvent.RolloutFinished(now, finish.outcome(), finish.why()));
        } else {
            throw new IllegalStateException("not in a rollout that goes well: " + decision);
        }
    }

    /** What {@code status --json} does between its arguments and its output. */
    private static byte[] status(Path file) throws IOException {
        try (Ledger ledger = Ledger.open(file)) {
            return new ObjectMapper().writeValueAsBytes(new StatusView(ledger.load(ID)).whole());
        }
    }

    /** What a server does that has the rollout already. */
    private static void statusWarm(Path file) throws Exception {
        ObjectMapper json = new ObjectMapper();
        try (Ledger ledger = Ledger.open(file)) {
            LedgerViews views = new LedgerViews(ledger);
            print(warm(() -> json.writeValueAsBytes(
                    views.status(ID, OptionalLong.empty()).orElseThrow())));
        }
    }

    private static int sinceLastChange(Path file) throws IOException {
        try (Ledger ledger = Ledger.open(file)) {
            List<RolloutEvent> events = ledger.decisiveEvents(ID, 0).stream()
                    .map(numbered -> numbered.event())
                    .toList();
            int oneInstance = IntStream.range(0, events.size())
                    .filter(i -> events.get(i) instanceof RolloutEvent.InstanceDeployed)
                    .skip(events.size() / 4)
                    .findFirst()
                    .orElseThrow();
            Rollout rollout = Rollout.of(events.subList(0, oneInstance + 1));
            return new ObjectMapper().writeValueAsBytes(new StatusView(rollout).since(rollout.sequence() - 1)).length;
        }
    }
}
