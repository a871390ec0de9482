package io.jenkins.plugins.rollout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.RolloutSpecReader;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Outcome;
import io.jenkins.plugins.rollout.rollout.RolloutEvent;
import io.jenkins.plugins.rollout.topology.Instance;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Test;

/** Every kind of event comes back from the ledger as it went in. */
public class EventCodecTest {
    private static final Instant AT = Instant.parse("2026-02-03T04:05:06.789012345Z");

    /** What people name things, if they may. */
    private static final String NASTY = "a \"b\" 'c' $(touch pwned) <script>alert(1)</script> \\ \u2028 ü 🚀";

    private static final Release OLD = new Release(
            "billing", "4.1.0", List.of(new Artifact("build/a b.tgz", 7, "0".repeat(64))), "billing/main#1");
    private static final Release NEW = new Release(
            "billing",
            NASTY,
            List.of(new Artifact(NASTY, 1L << 40, "1".repeat(64)), new Artifact("second", 0, "2".repeat(64))),
            "");
    private static final Instance INSTANCE = new Instance(
            NASTY, "acme", "production", "http://a.test/", Map.of("tier", NASTY), Map.of("TAX", "line 1\nline 2"));
    private static final Instance SHARED = new Instance("eng-1", "", "production", "", Map.of(), Map.of());

    private static final RolloutSpec SPEC =
            RolloutSpecReader.read(new RolloutSpec.Source("deploy/rollout.yaml", Path.of("/somewhere"), """
            # As its author wrote it, comments and all.
            service: billing
            artifact: "build/a b.tgz"
            environments: [production, uat]
            where: {tier: gold}
            strategy: {canary: {first: 1, then: [10%, 50%]}, maxParallel: 3, failureBudget: 5%, bake: 30s}
            deploy: [./deploy.sh, "$(touch pwned)"]
            timeout: 90s
            retries: 2
            gate: {checks: [{http: {path: /health, json: {/version: "{version}"}}}], samples: 3}
            promotion: ignore
            """));

    private static final List<RolloutEvent> ONE_OF_EACH = List.of(
            new RolloutEvent.RolloutPlanned(AT, "r-1", "ann", NASTY, plan(Action.DEPLOY), SPEC),
            new RolloutEvent.RolloutResumed(AT, "ann"),
            new RolloutEvent.RolloutInterrupted(AT, NASTY),
            new RolloutEvent.WaveStarted(AT, 1),
            new RolloutEvent.InstanceSkipped(AT, 1, NASTY, "why not"),
            new RolloutEvent.InstanceStarted(AT, 1, NASTY, 3),
            new RolloutEvent.AttemptFailed(AT, 1, NASTY, 3, "exit status 1"),
            new RolloutEvent.InstanceDeployed(AT, 1, NASTY),
            new RolloutEvent.InstanceFailed(AT, 1, NASTY, NASTY),
            new RolloutEvent.InstanceReset(AT, 1, NASTY, "in flight"),
            new RolloutEvent.InstanceMeasured(
                    AT,
                    1,
                    NASTY,
                    Arrays.stream(Measurement.Outcome.values())
                            .map(outcome ->
                                    new Measurement("http /health", outcome, NASTY, AT, Duration.ofNanos(1_234_567)))
                            .toList()),
            new RolloutEvent.InstanceVerified(
                    AT, 1, NASTY, Measurement.verification(NASTY, AT, Duration.ofNanos(1_234_567))),
            new RolloutEvent.HarmFound(AT, 1, NASTY, NASTY),
            new RolloutEvent.WaveJudged(
                    AT,
                    1,
                    Verdict.INCONCLUSIVE,
                    NASTY,
                    Arrays.stream(Verdict.values())
                            .map(verdict -> new InstanceHealth(NASTY, verdict, "so it is"))
                            .toList()),
            new RolloutEvent.ApprovalRequested(AT, "Go on?"),
            new RolloutEvent.Approved(AT, "ann", NASTY),
            new RolloutEvent.AbortRequested(AT, "ann", NASTY),
            new RolloutEvent.RollbackPlanned(AT, plan(Action.ROLLBACK), "it hurts"),
            new RolloutEvent.RolloutFinished(AT, Outcome.PARTIAL, "so it ended"));

    private static Plan plan(Action action) {
        return new Plan(
                action,
                "billing",
                NASTY,
                List.of(
                        new Wave(1, "canary", "production", action, List.of(new Placement(INSTANCE, NEW, OLD, NASTY))),
                        new Wave(
                                2,
                                "to 100%",
                                "production",
                                action,
                                List.of(new Placement(SHARED, NEW, Release.NONE, "the rest")))),
                Map.of("production", List.of("uat", "staging")),
                List.of("beware of " + NASTY));
    }

    @Test
    public void everyKindComesBackAsItWas() {
        for (RolloutEvent event : ONE_OF_EACH) {
            String type = EventCodec.type(event);
            assertThat(EventCodec.read(type, EventCodec.write(event))).as(type).isEqualTo(event);
        }
    }

    @Test
    public void noKindIsForgottenHere() {
        assertThat(ONE_OF_EACH)
                .extracting(Object::getClass)
                .containsExactlyInAnyOrderElementsOf(concrete(RolloutEvent.class));
    }

    @Test
    public void theNamesOfTheKindsStayWhatOldLedgersHave() {
        assertThat(ONE_OF_EACH)
                .extracting(EventCodec::type)
                .containsExactly(
                        "rollout-planned",
                        "rollout-resumed",
                        "rollout-interrupted",
                        "wave-started",
                        "instance-skipped",
                        "instance-started",
                        "attempt-failed",
                        "instance-deployed",
                        "instance-failed",
                        "instance-reset",
                        "instance-measured",
                        "instance-verified",
                        "harm-found",
                        "wave-judged",
                        "approval-requested",
                        "approved",
                        "abort-requested",
                        "rollback-planned",
                        "rollout-finished");
    }

    @Test
    public void aFieldOfALaterVersionIsPassedOver() {
        assertThat(EventCodec.read("wave-started", "{\"at\":\"2026-02-03T04:05:06.789012345Z\",\"wave\":1,\"new\":{}}"))
                .isEqualTo(new RolloutEvent.WaveStarted(AT, 1));
    }

    @Test
    public void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> EventCodec.read("wave-painted", "{}"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("'wave-painted'")
                .hasMessageContaining("newer Rollout Matrix");
    }

    @Test
    public void aDamagedEntryIsToldAsSuch() {
        assertThatThrownBy(() -> EventCodec.read("wave-started", "{\"at\":"))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("damaged entry (wave-started)");
    }

    private static List<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses())
                        .flatMap(subclass -> concrete(subclass).stream())
                        .toList()
                : List.of(type);
    }
}
