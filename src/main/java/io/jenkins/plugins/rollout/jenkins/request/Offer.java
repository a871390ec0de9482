package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.topology.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What can be asked of one rollout now, by what the ledger and the topology know at the moment. */
abstract class Offer {
    private final Run<?, ?> build;
    private final Rollout rollout;
    private final String version;
    private final Ledger ledger = ControllerLedger.get().ledger();
    private final Topology topology = TopologyConfiguration.get().topology();

    /**
     * @param build that drove the rollout
     * @param version that a person asks for instead of the usual one; empty for that
     */
    Offer(Run<?, ?> build, Rollout rollout, String version) {
        this.build = build;
        this.rollout = rollout;
        this.version = version;
    }

    static Offer of(Kind kind, Run<?, ?> build, Rollout rollout, String version) {
        return switch (kind) {
            case ROLLBACK -> new RollbackOffer(build, rollout, version);
            case REDEPLOY -> new RedeployOffer(build, rollout, version);
        };
    }

    abstract Kind kind();

    /** The rows by what the rollout knows of them, whoever holds them. */
    abstract List<Row> ownRows();

    abstract CarriedRequest request(List<Target> targets, String reason, String user);

    Run<?, ?> build() {
        return build;
    }

    Rollout rollout() {
        return rollout;
    }

    String version() {
        return version;
    }

    Ledger ledger() {
        return ledger;
    }

    Topology topology() {
        return topology;
    }

    /** Every instance of the rollout, those that can't be chosen included. */
    List<Row> rows() {
        Map<String, String> holders = ledger.holders();
        Map<String, Optional<BuildLink>> links = new LinkedHashMap<>();
        return ownRows().stream()
                .map(row -> {
                    String holder = holders.get(row.instance());
                    return holder == null || !row.isSelectable()
                            ? row
                            : row.heldBy(links.computeIfAbsent(holder, BuildLink::toDriverOf));
                })
                .toList();
    }

    /**
     * The rows that are asked for.
     *
     * @param instances empty for those that are preselected
     * @throws RequestProblem if one of them can't be chosen
     */
    static List<Row> chosen(Kind kind, List<Row> rows, Optional<? extends Collection<String>> instances) {
        if (instances.isEmpty()) {
            List<Row> preselected = rows.stream().filter(Row::isPreselected).toList();
            if (preselected.isEmpty()) {
                throw RequestProblem.conflict("there is no instance to " + kind.verb() + " now");
            }
            return preselected;
        }
        Set<String> wanted = new LinkedHashSet<>(instances.get());
        if (wanted.isEmpty()) {
            throw RequestProblem.invalid("choose at least one instance to " + kind.verb());
        }
        List<Row> chosen =
                rows.stream().filter(row -> wanted.remove(row.instance())).toList();
        if (!wanted.isEmpty()) {
            throw RequestProblem.invalid("the rollout has no instance " + Names.list(List.copyOf(wanted)));
        }
        List<String> hindered = chosen.stream()
                .filter(row -> !row.isSelectable())
                .map(row -> row.instance() + " (" + row.hindrance()
                        + row.other().map(build -> ", see " + build.name()).orElse("") + ")")
                .toList();
        if (!hindered.isEmpty()) {
            throw RequestProblem.conflict(Names.count(hindered.size(), "instance") + " can't be " + kind.participle()
                    + ": " + Names.list(hindered));
        }
        return chosen;
    }

    CarriedRequest requestFor(List<Row> chosen, String reason, String user) {
        List<Target> targets = chosen.stream()
                .map(row -> new Target(row.instance(), row.current(), row.target()))
                .toList();
        return request(targets, reason, user);
    }

    /**
     * The plan that a request would have now.
     *
     * @throws io.jenkins.plugins.rollout.document.InvalidInputException if it can't be done
     */
    Plan preview(CarriedRequest request) {
        Plan plan = request.plan(ledger, topology, rollout.spec());
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.addAll(ArchivedArtifacts.problems(plan, ArchivedArtifacts.Look.THOROUGHLY));
        return new Plan(plan.action(), plan.service(), plan.version(), plan.waves(), plan.promotion(), warnings);
    }
}
