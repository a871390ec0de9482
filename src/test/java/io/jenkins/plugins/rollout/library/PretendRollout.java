package io.jenkins.plugins.rollout.library;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.jenkins.step.StepMaps;
import io.jenkins.plugins.rollout.ledger.Answer;
import io.jenkins.plugins.rollout.ledger.Journal;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.RolloutNames;
import io.jenkins.plugins.rollout.library.Steps.Call;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollback.RollbackPlanner;
import io.jenkins.plugins.rollout.rollout.Decision;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.rollout.Turn;
import io.jenkins.plugins.rollout.rollout.WaveStart;
import io.jenkins.plugins.rollout.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The steps of the plugin on the real planner, the real rules and a real ledger. Only bodies, health, persons and time are a
 * test's own: a body fails if it fails, an instance is as healthy as the test says, and a wait is over at once.
 */
final class PretendRollout {
    private static final Set<String> PLANNED = Set.of(
            "service",
            "version",
            "environments",
            "customers",
            "where",
            "rings",
            "artifact",
            "strategy",
            "maxParallel",
            "checks",
            "samples",
            "interval",
            "alpha",
            "onInconclusive",
            "background",
            "score",
            "fromAgent",
            "promotion",
            "fourEyes",
            "reason");

    final StepClock clock = new StepClock();
    final Ledger ledger;

    /** How healthy an instance is found with a version; well if the test says nothing. */
    final Map<String, Verdict> health = new HashMap<>();

    /** Who is found unhealthy after its wave had passed, by what is just about to happen: {@code deploy acme-qa}, {@code judge 2}. */
    final Map<String, String> lateHarm = new HashMap<>();

    /** Answers what a rollout asks; nobody is there at first. */
    BiFunction<Answer, Rollout, List<RolloutEvent>> person = (answer, rollout) -> {
        throw new AssertionError(
                "nobody is there to answer: " + rollout.question().orElse(""));
    };

    /** What planRollout was called with, each time. */
    final List<Map<String, Object>> planned = new ArrayList<>();

    /** The plan that the build was started for, instead of its own. */
    Optional<Supplier<Plan>> request = Optional.empty();

    private final PretendBuild build;
    private Topology topology;
    private final Path folder;
    private final Map<String, Journal> journals = new LinkedHashMap<>();
    private final Set<String> archived = new HashSet<>();
    private final InstanceBodies bodies;
    private final Map<String, Map<String, String>> unverified = new HashMap<>();

    PretendRollout(PretendBuild build, Topology topology, Path folder) {
        this.build = build;
        this.bodies = new InstanceBodies(build);
        this.topology = topology;
        this.folder = folder;
        this.ledger = Ledger.open(folder.resolve("ledger.db"));
        build.steps().add("planRollout", this::plan);
        build.steps().add("rolloutNext", this::next);
        build.steps().add("deployToInstances", call -> deploy(call, Action.DEPLOY));
        build.steps().add("rollbackInstances", call -> deploy(call, Action.ROLLBACK));
        build.steps().add("verifyInstances", this::verify);
        build.steps().add("healthGate", this::judge);
        build.steps().add("rolloutMode", call -> build.env.getOrDefault("ROLLOUT_MODE", "deploy"));
        build.steps().add("rolloutInstance", call -> bodies.current());
    }

    /** The rollouts of the build, in order. */
    List<Rollout> rollouts() {
        return journals.values().stream().map(Journal::rollout).toList();
    }

    /** The world is another one from here on. */
    void changeTopology(Topology other) {
        topology = other;
    }

    /** The build was started to take back what an earlier rollout has brought. */
    void startedToTakeBack(String rollout) {
        List<Placement> brought = ledger.load(rollout).plan().placements().toList();
        request = Optional.of(() -> RollbackPlanner.undo(brought, 1));
    }

    private Object plan(Call call) {
        Map<String, Object> given = call.named();
        planned.add(new LinkedHashMap<>(given));
        List<String> unknown =
                given.keySet().stream().filter(name -> !PLANNED.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw refuse("planRollout has no argument " + unknown);
        }
        String artifact = call.named().getOrDefault("artifact", "").toString();
        if (!artifact.isEmpty() && request.isEmpty() && !archived.contains(artifact)) {
            if (!build.env.containsKey("WORKSPACE")) {
                throw refuse("there is no workspace here that could have the artifact '" + artifact
                        + "'; call the step inside node, or leave 'artifact' out");
            }
            archived.add(artifact);
        }
        try {
            RolloutSpec spec = GivenSpec.read(given, folder);
            Release release = new Release(spec.service(), given.get("version").toString(), List.of(), "billing#7");
            Plan plan = request.isPresent() ? request.get().get() : new Planner(topology, ledger).plan(spec, release);
            String id = RolloutNames.unused(ledger, plan, clock.instant());
            String reason = given.getOrDefault("reason", "").toString();
            Journal journal =
                    ledger.begin(new RolloutEvent.RolloutPlanned(clock.instant(), id, "ann", reason, plan, spec));
            journals.put(id, journal);
            return StepMaps.plan(journal.rollout());
        } catch (InvalidInputException e) {
            throw refuse(e.problems().stream().map(Problem::message).collect(Collectors.joining("\n")));
        }
    }

    private Object next(Call call) {
        Journal journal = journal(call.text("rollout"));
        boolean isPatient = call.is("wait", true);
        while (true) {
            Decision next = journal.rollout().next(clock);
            List<RolloutEvent> recorded = recorded(journal.rollout(), next);
            journal.append(recorded);
            if (next instanceof Decision.Wait wait && isPatient) {
                passUntil(wait);
            } else if (next instanceof Decision.AskApproval && isPatient) {
                Answer answer = new Answer(clock.instant(), "bob", "looked at it");
                journal.append(List.of(), now -> person.apply(answer, now));
            } else if (!(next instanceof Decision.RollBack)) {
                return StepMaps.next(journal.rollout(), next);
            }
        }
    }

    private List<RolloutEvent> recorded(Rollout rollout, Decision next) {
        if (next instanceof Decision.RollBack back) {
            return List.of(new RolloutEvent.RollbackPlanned(clock.instant(), back.plan(), back.why()));
        }
        if (next instanceof Decision.AskApproval ask && rollout.question().isEmpty()) {
            return List.of(new RolloutEvent.ApprovalRequested(clock.instant(), ask.question()));
        }
        if (next instanceof Decision.Finish finish && rollout.finished().isEmpty()) {
            return List.of(new RolloutEvent.RolloutFinished(clock.instant(), finish.outcome(), finish.why()));
        }
        return List.of();
    }

    private void passUntil(Decision.Wait wait) {
        if (wait.until().equals(Instant.MAX)) {
            throw new AssertionError("nothing will ever happen: " + wait.why());
        }
        clock.turn(Duration.between(clock.instant(), wait.until()));
    }

    private Object deploy(Call call, Action action) {
        Journal journal = journal(call);
        Rollout rollout = journal.rollout();
        String instance = call.text("instance");
        Wave wave = action == Action.DEPLOY
                ? wave(rollout, call)
                : rollout.currentWave().orElseThrow();
        findHarm(journal, "deploy " + instance);
        Turn turn = rollout.turn(clock, wave.number(), instance);
        if (!Set.of(Turn.State.COMING, Turn.State.NEVER, Turn.State.PAUSED).contains(turn.state())) {
            throw refuse("rollout " + rollout.id() + ": " + instance + " is " + turn.state());
        }
        boolean isBegun = turn.state() == Turn.State.COMING && begin(journal, wave, instance);
        if (isBegun) {
            Optional<String> failure = bodies.failureOf(rollout, wave, instance, call.body());
            journal.append(failure.<RolloutEvent>map(
                            reason -> new RolloutEvent.InstanceFailed(clock.instant(), wave.number(), instance, reason))
                    .orElseGet(() -> new RolloutEvent.InstanceDeployed(clock.instant(), wave.number(), instance)));
            failure.ifPresent(reason -> build.stages.mark("failed"));
        }
        return StepMaps.brought(rollout, wave, instance, isBegun);
    }

    /** What a measurement in the background would have found by now; once. */
    private void findHarm(Journal journal, String before) {
        Rollout rollout = journal.rollout();
        Optional.ofNullable(lateHarm.remove(before)).ifPresent(instance -> {
            Wave wave = rollout.plan().waves().stream()
                    .filter(one -> one.placements().stream()
                            .anyMatch(placement -> placement.name().equals(instance)))
                    .findFirst()
                    .orElseThrow();
            journal.append(rollout.harm(wave, instance, "error rate 12 times as high", clock.instant())
                    .orElseThrow());
        });
    }

    /** @return false if the rollout refuses it */
    private boolean begin(Journal journal, Wave wave, String instance) {
        Decision.Deploy deploy =
                journal.rollout().begin(clock, instance::equals).orElseThrow();
        journal.append(WaveStart.events(journal.rollout(), deploy, clock.instant()));
        return !deploy.start().isEmpty();
    }

    private Object verify(Call call) {
        Journal journal = journal(call);
        Rollout rollout = journal.rollout();
        Wave wave = wave(rollout, call);
        String instance = call.text("instance");
        findHarm(journal, "verify " + instance);
        if (rollout.makesWay(wave).isPresent()) {
            return verified(rollout, wave, List.of(), List.of(), List.of(instance));
        }
        Optional<String> failure = bodies.failureOf(rollout, wave, instance, call.body());
        journal.append(new RolloutEvent.InstanceVerified(
                clock.instant(),
                wave.number(),
                instance,
                Measurement.verification(failure.orElse(""), clock.instant(), Duration.ZERO)));
        failure.ifPresent(reason -> {
            unverified
                    .computeIfAbsent(key(rollout, wave), none -> new HashMap<>())
                    .put(instance, reason);
            build.stages.mark("failed");
        });
        return failure.isPresent()
                ? verified(
                        rollout,
                        wave,
                        List.of(),
                        List.of(new LinkedHashMap<>(Map.of("name", instance, "reason", failure.get()))),
                        List.of())
                : verified(rollout, wave, List.of(instance), List.of(), List.of());
    }

    private static Map<String, Object> verified(
            Rollout rollout, Wave wave, List<Object> passed, List<Object> failed, List<Object> skipped) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rollout", rollout.id());
        result.put("wave", wave.number());
        result.put("passed", new ArrayList<>(passed));
        result.put("failed", new ArrayList<>(failed));
        result.put("skipped", new ArrayList<>(skipped));
        return result;
    }

    private static String key(Rollout rollout, Wave wave) {
        return rollout.id() + "/" + wave.number();
    }

    private Object judge(Call call) {
        Journal journal = journal(call);
        Rollout rollout = journal.rollout();
        Wave wave = wave(rollout, call);
        Decision next = rollout.next(clock);
        if (next instanceof Decision.Wait wait) {
            passUntil(wait);
            next = rollout.next(clock);
        }
        findHarm(journal, "judge " + wave.number());
        if (rollout.makesWay(wave).isPresent()) {
            build.stages.mark("unstable");
            return "interrupted";
        }
        if (!(next instanceof Decision.Judge due) || due.wave().number() != wave.number()) {
            throw refuse("wave " + wave.number() + " is not due to be judged");
        }
        List<InstanceHealth> found = due.placements().stream()
                .map(placement -> healthOf(key(rollout, wave), placement))
                .toList();
        RolloutEvent.WaveJudged judged = rollout.judge(
                wave, found, clock.instant(), rollout.spec().gate().onInconclusive());
        journal.append(judged);
        boolean isHarmed =
                rollout.waves().stream().anyMatch(one -> one.wave().number() == wave.number() && one.bad() > 0);
        if (judged.verdict() != Verdict.PASS || isHarmed) {
            build.stages.mark(judged.verdict() == Verdict.FAIL ? "failed" : "unstable");
        }
        if (judged.verdict() == Verdict.FAIL && call.is("failStep", true)) {
            throw refuse("wave " + wave.number() + " failed its gate: " + judged.reason());
        }
        return judged.verdict().word();
    }

    private InstanceHealth healthOf(String wave, Placement placement) {
        Optional<String> failure =
                Optional.ofNullable(unverified.getOrDefault(wave, Map.of()).get(placement.name()));
        if (failure.isPresent()) {
            return new InstanceHealth(placement.name(), Verdict.FAIL, "verify: " + failure.get());
        }
        Verdict verdict =
                health.getOrDefault(placement.name() + " " + placement.release().version(), Verdict.PASS);
        return new InstanceHealth(placement.name(), verdict, "/health answered " + verdict.word());
    }

    private Wave wave(Rollout rollout, Call call) {
        Object number = call.named().get("wave") instanceof Map<?, ?> map
                ? map.get("number")
                : call.named().get("wave");
        return rollout.wave((Integer) number).orElseThrow();
    }

    private Journal journal(Call call) {
        return call.named().get("wave") instanceof Map<?, ?> wave
                ? journal(wave.get("rollout").toString())
                : journal(call.text("rollout"));
    }

    private Journal journal(String id) {
        return Optional.ofNullable(journals.get(id))
                .orElseThrow(() -> refuse("rollout '" + id + "' is not one of this build's"));
    }

    private RuntimeException refuse(String sentence) {
        return Sneaky.rethrow(build.abort(sentence));
    }
}
