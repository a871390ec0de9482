package io.jenkins.plugins.rollout.jenkins.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import hudson.model.RootAction;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.ledger.Ledger;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.ledger.RolloutSummary;
import io.jenkins.plugins.rollout.release.Installation;
import io.jenkins.plugins.rollout.topology.Instance;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * {@code rollouts/}: which release every instance runs now, and which rollouts are under way. What belongs to a job that
 * the user may not read is left out, without a trace; what no build answers for any more is shown to administrators only.
 */
@Extension
public final class ControllerPage implements RootAction {
    private final Clock clock = Clock.systemUTC();

    @Override
    public String getIconFileName() {
        boolean isUsed = !BuildRegistry.get().drivers().isEmpty();
        return isUsed && Jenkins.get().hasPermission(Jenkins.READ) ? "symbol-rollout plugin-rollout-matrix" : null;
    }

    @Override
    public String getDisplayName() {
        return "Rollouts";
    }

    @Override
    public String getUrlName() {
        return "rollouts";
    }

    /** Where scripts and styles are, relative to Jenkins' own address. */
    public String getFiles() {
        return PageFiles.address();
    }

    /**
     * {@code current}: {@code {"running":[{"id","release","action","state","startedAt","waitsFor","build","url"}],
     * "instances":[{"name","customer","environment","service","version","previousVersion","condition","since","rollout",
     * "build","url"}]}}. Customer and environment are null for an instance that the topology has no more, build and url
     * where the build is gone.
     */
    public void doCurrent(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        Jenkins.get().checkPermission(Jenkins.READ);
        try {
            byte[] document = Answers.bytes(current(ControllerLedger.get().ledger()));
            Answers.unlessKnown(request, response, "application/json", document);
        } catch (LedgerException e) {
            Answers.error(response, 500, "The ledger can't be read: " + e.getMessage());
        }
    }

    private ObjectNode current(Ledger ledger) {
        Visible visible = new Visible();
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ArrayNode running = document.putArray("running");
        ledger.rollouts().stream()
                .filter(rollout -> !rollout.isFinished() && visible.allows(rollout.id()))
                .forEach(rollout -> running.add(running(rollout, visible)));
        ArrayNode instances = document.putArray("instances");
        Map<String, Instance> known = topology();
        ledger.installations().stream()
                .filter(installation -> visible.allows(installation.rollout()))
                .forEach(installation -> instances.add(instance(installation, known, visible)));
        return document;
    }

    private ObjectNode running(RolloutSummary rollout, Visible visible) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", rollout.id());
        json.put("release", rollout.service() + " " + rollout.version());
        json.put("action", rollout.action());
        json.put("state", rollout.state());
        json.put("startedAt", rollout.startedAt().toString());
        Optional<String> waitsFor = Documents.get().read(rollout.id(), now -> Waiting.words(now, clock));
        json.put("waitsFor", waitsFor.orElse(""));
        putBuild(json, rollout.id(), visible);
        return json;
    }

    private static ObjectNode instance(Installation installation, Map<String, Instance> known, Visible visible) {
        Optional<Instance> instance = Optional.ofNullable(known.get(installation.instance()));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", installation.instance());
        json.put("customer", instance.map(Instance::customer).orElse(null));
        json.put("environment", instance.map(Instance::environment).orElse(null));
        json.put("service", installation.release().service());
        json.put("version", installation.release().version());
        json.put("previousVersion", installation.previous().version());
        json.put("condition", installation.condition().word());
        json.put("since", installation.since().toString());
        json.put("rollout", installation.rollout());
        putBuild(json, installation.rollout(), visible);
        return json;
    }

    private static void putBuild(ObjectNode json, String rollout, Visible visible) {
        Optional<Visible.BuildLink> build = visible.build(rollout);
        json.put("build", build.map(Visible.BuildLink::name).orElse(null));
        json.put("url", build.map(Visible.BuildLink::url).orElse(null));
    }

    private static Map<String, Instance> topology() {
        try {
            return TopologyConfiguration.get().topology().instances().stream()
                    .collect(Collectors.toMap(Instance::name, Function.identity()));
        } catch (InvalidInputException e) {
            // What runs where is in the ledger; only customers and environments are missing then.
            return Map.of();
        }
    }
}
