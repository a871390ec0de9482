package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Run;
import io.jenkins.plugins.rollout.ledger.Standing;
import io.jenkins.plugins.rollout.ledger.WayBack;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.topology.Instance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which instances of a rollout can go back, and to what. */
final class RollbackOffer extends Offer {
    RollbackOffer(Run<?, ?> build, Rollout rollout, String version) {
        super(build, rollout, version);
    }

    @Override
    Kind kind() {
        return Kind.ROLLBACK;
    }

    @Override
    CarriedRequest request(List<Target> targets, String reason, String user) {
        return new RollbackRequest(rollout().id(), rollout().plan().service(), targets, version(), reason, user);
    }

    @Override
    List<Row> ownRows() {
        Optional<String> wanted = Optional.of(version()).filter(text -> !text.isEmpty());
        Map<String, Optional<BuildLink>> links = new HashMap<>();
        return new WayBack(ledger())
                .standings(rollout(), wanted).stream()
                        .map(standing -> row(standing, links))
                        .toList();
    }

    private Row row(Standing standing, Map<String, Optional<BuildLink>> links) {
        Optional<Instance> instance = topology().instance(standing.name());
        Optional<String> hindrance = hindrance(standing, instance);
        Instance shown = instance.orElse(standing.placement().instance());
        return new Row(
                standing.name(),
                shown.customer(),
                shown.environment(),
                standing.now(),
                standing.target(),
                hindrance.isEmpty(),
                hindrance.orElse(""),
                note(standing),
                newer(standing).flatMap(id -> links.computeIfAbsent(id, BuildLink::toDriverOf)));
    }

    /** The id of the rollout that brought something else meanwhile. */
    private static Optional<String> newer(Standing standing) {
        return switch (standing.state()) {
            case AGAIN, BACK, MOVED -> standing.now().map(Installation::rollout);
            case RUNS_IT, HALF_DONE, NOT_REACHED, UNKNOWN -> Optional.empty();
        };
    }

    /**
     * Why an instance can't go back; nothing if it can.
     *
     * @param instance as the topology has it now
     */
    static Optional<String> hindrance(Standing standing, Optional<Instance> instance) {
        if (instance.isEmpty()) {
            return Optional.of(Row.NOT_IN_TOPOLOGY);
        }
        String version = standing.current().version();
        return switch (standing.state()) {
            case AGAIN -> Optional.of("got " + version + " again from a newer rollout");
            case BACK -> Optional.of("back on " + version + " already");
            case NOT_REACHED -> Optional.of("was not reached by this rollout");
            case MOVED -> Optional.of("runs " + version + " from a newer rollout");
            case UNKNOWN -> Optional.of("nothing on record");
            case RUNS_IT, HALF_DONE -> standing.target().isNone() ? Optional.of(Row.NOTHING_BEFORE) : Optional.empty();
        };
    }

    private static String note(Standing standing) {
        return standing.state() == Standing.State.HALF_DONE ? "the deployment failed half-way" : "";
    }
}
