package io.jenkins.plugins.rollout.testing;

import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.Sampling;
import io.jenkins.plugins.rollout.plan.Amount;
import io.jenkins.plugins.rollout.plan.OnFailure;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.Strategy;
import io.jenkins.plugins.rollout.source.HttpSource;
import io.jenkins.plugins.rollout.topology.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Builds what a rollout file says; what isn't mentioned is as simple as can be. */
public final class Specs {
    private static final Gate HEALTH_PAGE = Gate.of(List.of(Check.of(
            new HttpSource("/health", 200, Duration.ZERO, "", Map.of(), HttpSource.DEFAULT_TIMEOUT, ""),
            Sampling.ONCE)));

    private String service = "billing";
    private final List<String> environments;
    private Selector selector = Selector.EVERYTHING;
    private Strategy strategy = new Strategy.AllAtOnce();
    private int maxParallel = 100;
    private Amount failureBudget = Amount.instances(0);
    private Duration bake = Duration.ZERO;
    private OnFailure onFailure = OnFailure.ROLLBACK_AFFECTED;
    private RolloutSpec.Promotion promotion = RolloutSpec.Promotion.REQUIRE;
    private RolloutSpec.Approver approver = RolloutSpec.Approver.ANYBODY;

    private Specs(List<String> environments) {
        this.environments = environments;
    }

    public static Specs to(String... environments) {
        return new Specs(List.of(environments));
    }

    public Specs service(String name) {
        service = name;
        return this;
    }

    public Specs where(Selector wanted) {
        selector = wanted;
        return this;
    }

    public Specs by(Strategy wanted) {
        strategy = wanted;
        return this;
    }

    /** Waves of so many instances. */
    public Specs inBatchesOf(int instances) {
        return by(new Strategy.Rolling(Amount.instances(instances)));
    }

    public Specs maxParallel(int most) {
        maxParallel = most;
        return this;
    }

    public Specs failureBudget(Amount budget) {
        failureBudget = budget;
        return this;
    }

    public Specs bake(Duration duration) {
        bake = duration;
        return this;
    }

    public Specs onFailure(OnFailure policy) {
        onFailure = policy;
        return this;
    }

    public Specs ignoringPromotion() {
        promotion = RolloutSpec.Promotion.IGNORE;
        return this;
    }

    /** Somebody else must approve than the one who started it. */
    public Specs fourEyes() {
        approver = RolloutSpec.Approver.ANOTHER;
        return this;
    }

    public RolloutSpec build() {
        return new RolloutSpec(
                new RolloutSpec.Source("rollout.yaml", Path.of("/"), ""),
                service,
                "build/billing.tar.gz",
                environments,
                selector,
                strategy,
                new RolloutSpec.Limits(maxParallel, failureBudget, bake),
                onFailure,
                new RolloutSpec.Deployment(List.of("./deploy.sh"), Duration.ofMinutes(10), 0, Duration.ofSeconds(1)),
                HEALTH_PAGE,
                promotion,
                approver);
    }
}
