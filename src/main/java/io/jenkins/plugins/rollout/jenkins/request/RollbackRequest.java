package io.jenkins.plugins.rollout.jenkins.request;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.Standing;
import io.jenkins.plugins.rollout.ledger.WayBack;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.rollback.RollbackPlanner;
import io.jenkins.plugins.rollout.topology.Instance;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for some instances to go back from what a rollout brought. */
final class RollbackRequest extends CarriedRequest {
    private final String version;

    /** @param version to go to; empty for what each had before */
    RollbackRequest(String rollout, String service, List<Target> targets, String version, String reason, String user) {
        super(rollout, service, targets, reason, user);
        this.version = version;
    }

    @Override
    Kind kind() {
        return Kind.ROLLBACK;
    }

    @Override
    public Plan plan(Ledger ledger, Topology topology, RolloutSpec spec) {
        requireService(spec);
        Map<String, Target> targets = targets();
        Optional<String> wanted = Optional.of(version).filter(text -> !text.isEmpty());
        List<Placement> back = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (Standing standing : new WayBack(ledger).standings(ledger.load(rollout()), wanted)) {
            Target target = targets.get(standing.name());
            if (target == null) {
                continue;
            }
            Optional<Instance> instance = topology.instance(standing.name());
            Optional<String> hindrance = RollbackOffer.hindrance(standing, instance);
            if (hindrance.isPresent()) {
                left.add(standing.name() + " (" + hindrance.get() + ")");
            } else if (!target.isFrom(standing.current()) || !target.isTo(standing.target())) {
                left.add(standing.name() + " (would go back to another release by now)");
            } else {
                Placement known = standing.wayBack();
                back.add(new Placement(
                        topology.withAllLabels(instance.orElseThrow()),
                        known.release(),
                        known.previous(),
                        known.why()));
            }
        }
        if (back.isEmpty()) {
            throw new InvalidInputException("there is nothing left to roll back: " + Names.list(left));
        }
        return without(left, RollbackPlanner.back(back, 1));
    }
}
