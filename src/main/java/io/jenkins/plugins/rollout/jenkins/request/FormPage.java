package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Run;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A request's form as it is shown, with what was sent before, or its plan before it starts. Read by Jelly, hence public. */
public final class FormPage {
    private final Run<?, ?> build;
    private final Kind kind;
    private final Asking asking;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Optional<Plan> plan;
    private String rollout = "";
    private String service = "";
    private String version = "";
    private String problem;

    private FormPage(Run<?, ?> build, Kind kind, Asking asking, String problem, Optional<Plan> plan) {
        this.build = build;
        this.kind = kind;
        this.asking = asking;
        this.problem = problem;
        this.plan = plan;
    }

    static FormPage of(Run<?, ?> build, Kind kind, String rollout) {
        Asking nothing = new Asking(Optional.empty(), "", "", rollout);
        return new FormPage(build, kind, nothing, "", Optional.empty()).filled();
    }

    static FormPage problem(Run<?, ?> build, Kind kind, Asking asking, String problem) {
        return new FormPage(build, kind, asking, problem, Optional.empty()).filled();
    }

    static FormPage preview(Run<?, ?> build, Kind kind, Asking asking, Plan plan) {
        FormPage page = new FormPage(build, kind, asking, "", Optional.of(plan));
        page.warnings.addAll(plan.warnings());
        page.describe(RequestForm.rollout(build, asking.rollout()));
        return page;
    }

    private FormPage filled() {
        try {
            Rollout shown = RequestForm.rollout(build, asking.rollout());
            describe(shown);
            rows.addAll(Offer.of(kind, build, shown, asking.to()).rows());
            rows.stream()
                    .filter(Row::isSelectable)
                    .map(Row::target)
                    .collect(Collectors.toCollection(LinkedHashSet<Release>::new))
                    .forEach(target -> ArchivedArtifacts.problem(target, ArchivedArtifacts.Look.BRIEFLY)
                            .ifPresent(warnings::add));
        } catch (RequestProblem | InvalidInputException | LedgerException e) {
            if (problem.isEmpty()) {
                problem = e.getMessage();
            }
        }
        return this;
    }

    private void describe(Rollout shown) {
        rollout = shown.id();
        service = shown.plan().service();
        version = shown.plan().version();
    }

    public List<Row> getRows() {
        return rows;
    }

    /** The rows of each customer; those that all customers share under an empty name. */
    public Map<String, List<Row>> getCustomers() {
        Map<String, List<Row>> customers = new LinkedHashMap<>();
        rows.forEach(row -> customers
                .computeIfAbsent(row.customer(), name -> new ArrayList<>())
                .add(row));
        return customers;
    }

    /** Whether choosing by customer is more than choosing by instance. */
    public boolean isGrouped() {
        return getCustomers().size() < rows.size();
    }

    private Set<String> chosen() {
        return asking.instances().map(HashSet::new).orElseGet(() -> rows.stream()
                .filter(Row::isPreselected)
                .map(Row::instance)
                .collect(Collectors.toCollection(HashSet::new)));
    }

    /** The names of the instances whose boxes are ticked. */
    public Set<String> getChosen() {
        return chosen().stream().collect(Collectors.toUnmodifiableSet());
    }

    public long getSelectable() {
        return rows.stream().filter(Row::isSelectable).count();
    }

    public List<String> getWarnings() {
        return warnings;
    }

    /** Why what was sent can't be done, or nothing can; empty if all is well. */
    public String getProblem() {
        return problem;
    }

    public String getReason() {
        return asking.reason();
    }

    public String getTo() {
        return asking.to();
    }

    /** The id of the rollout that is shown. */
    public String getRollout() {
        return rollout;
    }

    /** The build's other rollouts. */
    public List<String> getOthers() {
        return RolloutAction.of(build).stream()
                .filter(id -> !id.equals(rollout))
                .toList();
    }

    public String getService() {
        return service;
    }

    /** That the rollout brought. */
    public String getVersion() {
        return version;
    }

    public boolean isRollback() {
        return kind == Kind.ROLLBACK;
    }

    public String getLabel() {
        return kind.label();
    }

    public String getVerb() {
        return kind.verb();
    }

    public List<Wave> getWaves() {
        return plan.map(Plan::waves).orElse(List.of());
    }

    /** How many instances the plan has. */
    public int getCount() {
        return plan.map(Plan::size).orElse(0);
    }

    /** {@code 3 instances in 2 waves, one after another}. */
    public String getExtent() {
        int waves = getWaves().size();
        return Names.count(getCount(), "instance") + " in " + Names.count(waves, "wave")
                + (waves > 1 ? ", one after another" : "");
    }

    /** The names of the plan's instances. */
    public List<String> getPlanned() {
        return getWaves().stream()
                .flatMap(wave -> wave.placements().stream())
                .map(placement -> placement.name())
                .toList();
    }

    /** A request of this rollout that has not ended. Read by Jelly, hence public. */
    public record Notice(String text, String url) {}

    public List<Notice> getNotices() {
        return Pending.of(build).stream()
                .filter(asked -> asked.request().rollout().equals(rollout))
                .map(asked -> new Notice(
                        asked.request().kind().label() + " of "
                                + Names.count(asked.request().instances().size(), "instance") + ", asked for by "
                                + BuildRequests.nameOf(asked.request().user()) + " ("
                                + asked.request().reason() + "): "
                                + asked.build()
                                        .map(run -> run.getFullDisplayName() + " does it")
                                        .orElse("waits in the queue"),
                        asked.build().map(Run::getUrl).orElse("")))
                .toList();
    }
}
