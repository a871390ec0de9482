package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Run;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.topology.Instance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which instances of a rollout can get its release again. */
final class RedeployOffer extends Offer {
    RedeployOffer(Run<?, ?> build, Rollout rollout, String version) {
        super(build, rollout, version);
        if (!version.isEmpty()) {
            throw RequestProblem.invalid("a build's own release is deployed again; 'to' is only for a rollback");
        }
    }

    /**
     * What a rollout brought.
     *
     * @throws RequestProblem if it was a rollback
     */
    static Release release(Rollout rollout) {
        if (rollout.plan().action() == Action.ROLLBACK) {
            throw RequestProblem.conflict("rollout " + rollout.id()
                    + " is a rollback and brought no release of its own; take the build whose release is wanted");
        }
        return rollout.plan().placements().findFirst().map(Placement::release).orElse(Release.NONE);
    }

    @Override
    Kind kind() {
        return Kind.REDEPLOY;
    }

    @Override
    CarriedRequest request(List<Target> targets, String reason, String user) {
        return new RedeployRequest(rollout().id(), rollout().plan().service(), targets, reason, user);
    }

    @Override
    List<Row> ownRows() {
        Release release = release(rollout());
        Installations now = ledger().of(release.service());
        Map<String, Optional<BuildLink>> links = new HashMap<>();
        return rollout()
                .plan()
                .placements()
                .map(placement -> row(placement, release, now.on(placement.name()), links))
                .toList();
    }

    private Row row(
            Placement placement, Release release, Optional<Installation> now, Map<String, Optional<BuildLink>> links) {
        Optional<Instance> instance = topology().instance(placement.name());
        Instance shown = instance.orElse(placement.instance());
        boolean runsIt = now.filter(there -> there.release().isSameAs(release))
                .filter(there -> there.condition() != Installation.Condition.UNKNOWN)
                .isPresent();
        Optional<Installation> newer = now.filter(there -> !runsIt
                && there.since().isAfter(rollout().planned().at())
                && !there.rollout().equals(rollout().id()));
        String note = runsIt
                ? "runs it already"
                : newer.map(there -> "got " + there.release().version() + " from a newer rollout")
                        .orElse("");
        return new Row(
                placement.name(),
                shown.customer(),
                shown.environment(),
                now,
                release,
                instance.isPresent() && !runsIt,
                instance.isPresent() ? "" : Row.NOT_IN_TOPOLOGY,
                note,
                newer.map(Installation::rollout).flatMap(id -> links.computeIfAbsent(id, BuildLink::toDriverOf)));
    }
}
