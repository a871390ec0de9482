package io.jenkins.plugins.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.Sampling;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Deployment;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Limits;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Promotion;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Source;
import io.jenkins.plugins.rollout.source.HttpSource;
import io.jenkins.plugins.rollout.topology.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** What valid rollout files become. */
public class RolloutSpecReaderTest {
    private static final Path FOLDER = Path.of("/work");

    @Test
    public void theExampleOfTheDocumentation() throws Exception {
        Path file = Path.of(getClass().getResource("rollout.yaml").toURI());

        RolloutSpec spec = RolloutSpecReader.read(file);

        HttpSource check =
                new HttpSource("/health", 200, Duration.ofMillis(500), "", Map.of(), HttpSource.DEFAULT_TIMEOUT, "");
        assertThat(spec)
                .isEqualTo(new RolloutSpec(
                        new Source(file.toString(), file.getParent(), Files.readString(file)),
                        "billing",
                        "build/billing.tar.gz",
                        List.of("production"),
                        Selector.EVERYTHING,
                        new Strategy.Canary(
                                Amount.instances(1),
                                List.of(Amount.percent(10), Amount.percent(50), Amount.percent(100))),
                        new Limits(8, Amount.instances(0), Duration.ofSeconds(30)),
                        OnFailure.ROLLBACK_AFFECTED,
                        new Deployment(List.of("./deploy.sh"), Duration.ofMinutes(10), 0, Duration.ofSeconds(1)),
                        Gate.of(List.of(Check.of(check, new Sampling(5, Duration.ofSeconds(1), Duration.ZERO)))),
                        Promotion.REQUIRE,
                        RolloutSpec.Approver.ANYBODY));
    }

    @Test
    public void readingTheSourceAgainGivesTheSame() throws Exception {
        RolloutSpec spec = RolloutSpecReader.read(
                Path.of(getClass().getResource("rollout.yaml").toURI()));

        assertThat(RolloutSpecReader.read(spec.source())).isEqualTo(spec);
    }

    @Test
    public void theFolderIsAbsolute() throws Exception {
        Path file = Path.of(getClass().getResource("rollout.yaml").toURI());
        Path relative = Path.of("").toAbsolutePath().relativize(file);

        Source source = RolloutSpecReader.read(relative).source();

        assertThat(source.file()).isEqualTo(relative.toString());
        assertThat(source.folder()).isAbsolute().isEqualTo(file.getParent());
    }

    @Test
    public void whatMayBeLeftOutHasADefault() {
        RolloutSpec spec = read("""
                service: billing
                environments: [uat]
                strategy: {allAtOnce: {}}
                deploy: ./deploy.sh
                """);

        assertThat(spec.artifact()).isEmpty();
        assertThat(spec.selector()).isEqualTo(Selector.EVERYTHING);
        assertThat(spec.limits()).isEqualTo(new Limits(8, Amount.instances(0), Duration.ZERO));
        assertThat(spec.onFailure()).isEqualTo(OnFailure.ROLLBACK_AFFECTED);
        assertThat(spec.deployment())
                .isEqualTo(new Deployment(
                        List.of("./deploy.sh"), Deployment.DEFAULT_TIMEOUT, 0, Deployment.DEFAULT_BACKOFF));
        assertThat(spec.gate()).isEqualTo(Gate.OPEN);
        assertThat(spec.promotion()).isEqualTo(Promotion.REQUIRE);
    }

    @Test
    public void everyStrategy() {
        assertStrategy("allAtOnce: {}", new Strategy.AllAtOnce());
        assertStrategy("allAtOnce: ", new Strategy.AllAtOnce());
        assertStrategy("rings: {}", new Strategy.Rings());
        assertStrategy("rolling: {batch: 25%}", new Strategy.Rolling(Amount.percent(25)));
        assertStrategy("rolling: {batch: 3}", new Strategy.Rolling(Amount.instances(3)));
        assertStrategy("canary: ", new Strategy.Canary(Amount.instances(1), List.of()));
        assertStrategy("canary: {first: 100%}", new Strategy.Canary(Amount.percent(100), List.of()));
        assertStrategy(
                "canary: {first: 2, then: [5, 10%, 8, 20%]}",
                new Strategy.Canary(
                        Amount.instances(2),
                        List.of(Amount.instances(5), Amount.percent(10), Amount.instances(8), Amount.percent(20))));
    }

    private static void assertStrategy(String yaml, Strategy strategy) {
        assertThat(readWith("strategy: {" + yaml + "}").strategy()).isEqualTo(strategy);
    }

    @Test
    public void limitsOfAStrategy() {
        RolloutSpec spec = readWith("""
                strategy:
                  rings:
                  maxParallel: 32
                  failureBudget: 10%
                  bake: 1h30m
                  onFailure: hold
                """);

        assertThat(spec.limits()).isEqualTo(new Limits(32, Amount.percent(10), Duration.ofMinutes(90)));
        assertThat(spec.onFailure()).isEqualTo(OnFailure.HOLD);
        assertThat(readWith("strategy: {rings: {}, failureBudget: 0%}").limits().failureBudget())
                .isEqualTo(Amount.percent(0));
    }

    @Test
    public void everySelection() {
        assertSelector("customers: all", Selector.EVERYTHING);
        assertSelector("customers: [acme, no]", new Selector(Set.of(), Set.of("acme", "no"), Set.of(), Map.of()));
        assertSelector("customers: {tier: gold}", labels(Map.of("tier", "gold")));
        assertSelector("customers: {where: {tier: gold}}", labels(Map.of("tier", "gold")));
        assertSelector("where: {tier: gold, region: eu}", labels(Map.of("tier", "gold", "region", "eu")));
        assertSelector("customers: {tier: gold}\nwhere: {region: eu}", labels(Map.of("tier", "gold", "region", "eu")));
        assertSelector("rings: [2, 1, 1]", new Selector(Set.of(), Set.of(), Set.of(1, 2), Map.of()));
    }

    private static Selector labels(Map<String, String> labels) {
        return new Selector(Set.of(), Set.of(), Set.of(), labels);
    }

    private static void assertSelector(String yaml, Selector selector) {
        assertThat(readWith("strategy: {rings: {}}\n" + yaml).selector()).isEqualTo(selector);
    }

    @Test
    public void commandsAreALineOrAList() {
        RolloutSpec spec = read("""
                service: billing
                environments: [uat]
                strategy: {rings: {}}
                deploy: [ansible-playbook, deploy.yml, "", -v]
                timeout: 1h
                retries: 2
                backoff: 5s
                promotion: ignore
                """);

        assertThat(spec.deployment())
                .isEqualTo(new Deployment(
                        List.of("ansible-playbook", "deploy.yml", "", "-v"),
                        Duration.ofHours(1),
                        2,
                        Duration.ofSeconds(5)));
        assertThat(spec.promotion()).isEqualTo(Promotion.IGNORE);
    }

    @Test
    public void jsonIsReadAsWell() {
        RolloutSpec spec = read("""
                {"service": "billing", "environments": ["uat"], "strategy": {"rolling": {"batch": 2}},
                 "deploy": "./deploy.sh", "retries": 1}
                """);

        assertThat(spec.strategy()).isEqualTo(new Strategy.Rolling(Amount.instances(2)));
        assertThat(spec.deployment().retries()).isEqualTo(1);
    }

    private static RolloutSpec readWith(String more) {
        return read("service: billing\nenvironments: [uat]\ndeploy: ./deploy.sh\n" + more);
    }

    private static RolloutSpec read(String yaml) {
        return RolloutSpecReader.read(new Source("r.yaml", FOLDER, yaml));
    }
}
