package io.jenkins.plugins.rollout.jenkins.request;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.ledger.HistoryEntry;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Planner;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Selector;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks for a rollout's release to be brought to some of its instances again, with the strategy of the pipeline's step. */
final class RedeployRequest extends CarriedRequest {
    RedeployRequest(String rollout, String service, List<Target> targets, String reason, String user) {
        super(rollout, service, targets, reason, user);
    }

    @Override
    Kind kind() {
        return Kind.REDEPLOY;
    }

    @Override
    public Plan plan(Ledger ledger, Topology topology, RolloutSpec spec) {
        requireService(spec);
        Release release = RedeployOffer.release(ledger.load(rollout()));
        Installations now = ledger.of(service());
        Set<String> names = new LinkedHashSet<>();
        Set<String> environments = new LinkedHashSet<>();
        List<String> left = new ArrayList<>();
        for (Target target : targets().values()) {
            Optional<Instance> instance = topology.instance(target.instance());
            if (instance.isEmpty()) {
                left.add(target.instance() + " (" + Row.NOT_IN_TOPOLOGY + ")");
            } else if (!target.isFrom(now.releaseOn(target.instance()))) {
                left.add(target.instance() + " (runs "
                        + now.releaseOn(target.instance()).version() + " by now)");
            } else {
                names.add(target.instance());
                environments.add(instance.get().environment());
            }
        }
        if (names.isEmpty()) {
            throw new InvalidInputException("there is nothing left to deploy to: " + Names.list(left));
        }
        boolean isEarned = environmentsThatHadIt(ledger, topology, release).containsAll(environments);
        RolloutSpec.Promotion promotion = isEarned ? RolloutSpec.Promotion.IGNORE : spec.promotion();
        RolloutSpec narrowed = narrowed(spec, List.copyOf(environments), names, promotion);
        return without(left, new Planner(topology, ledger).plan(narrowed, release));
    }

    /** Where the release was healthy once, it has earned its promotion; the environments before may be ahead by now. */
    private static Set<String> environmentsThatHadIt(Ledger ledger, Topology topology, Release release) {
        return ledger.history().stream()
                .filter(entry -> entry.release().isSameAs(release))
                .filter(entry -> entry.outcome().equals(InstanceState.HEALTHY.word()))
                .map(HistoryEntry::instance)
                .flatMap(name -> topology.instance(name).stream())
                .map(Instance::environment)
                .collect(Collectors.toSet());
    }

    private static RolloutSpec narrowed(
            RolloutSpec spec, List<String> environments, Set<String> names, RolloutSpec.Promotion promotion) {
        return new RolloutSpec(
                spec.source(),
                spec.service(),
                spec.artifact(),
                environments,
                Selector.ofInstances(names),
                spec.strategy(),
                spec.limits(),
                spec.onFailure(),
                spec.deployment(),
                spec.gate(),
                promotion,
                spec.approver());
    }
}
