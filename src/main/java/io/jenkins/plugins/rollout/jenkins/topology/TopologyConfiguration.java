package io.jenkins.plugins.rollout.jenkins.topology;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.ControllerLedger;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.topology.TopologyDocument;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.StaplerRequest2;

/**
 * The topology of this controller, as administrators keep it under Manage Jenkins > Rollout topology or as code. Its
 * text is the truth; the items are made from it, and edits of items make a new text.
 */
@Extension
@Symbol("rolloutTopology")
public final class TopologyConfiguration extends GlobalConfiguration {
    /** What messages call the text. */
    static final String FILE = "the topology";

    private final transient TopologyStore store =
            new TopologyStore(ControllerLedger.folder().resolve("topology"));
    private final transient Clock clock = Clock.systemUTC();
    private transient volatile CurrentTopology current = store.current();

    public static TopologyConfiguration get() {
        return ExtensionList.lookupSingleton(TopologyConfiguration.class);
    }

    /** @throws InvalidInputException if there is none yet, or what is on the disk is no valid topology */
    public Topology topology() {
        return current.topology();
    }

    public CurrentTopology current() {
        return current;
    }

    /** What can be edited item by item; nothing if there is no valid topology. */
    public Optional<TopologyDocument> document() {
        return current instanceof CurrentTopology.Valid valid
                ? Optional.of(TopologyDocument.of(valid.text()))
                : Optional.empty();
    }

    /** The last {@value TopologyStore#KEPT} versions, the latest first. */
    public List<TopologyVersion> versions() {
        try {
            return store.versions().stream().map(TopologyStore.Saved::version).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the saved topologies can't be listed: " + e.getMessage(), e);
        }
    }

    /** The text of a version; nothing if it isn't kept any more. */
    public Optional<String> text(int number) {
        return store.read(number).map(TopologyStore.Saved::text);
    }

    /**
     * Replaces the whole topology. It is durable when this returns. The same text again makes no new version.
     *
     * @param yaml in the shape of a topology file
     * @param why recorded with the version; may be empty
     * @throws InvalidInputException with every problem; nothing is changed then
     */
    public synchronized void replace(String yaml, String why) {
        Topology topology = TopologyReader.read(FILE, yaml);
        if (current instanceof CurrentTopology.Valid valid && valid.text().equals(yaml)) {
            return;
        }
        TopologyVersion version = new TopologyVersion(
                current.number() + 1,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                Jenkins.getAuthentication2().getName(),
                why);
        try {
            store.append(version, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException("the topology can't be saved: " + e.getMessage(), e);
        }
        current = new CurrentTopology.Valid(version, yaml, topology);
    }

    /**
     * Replaces it if nobody has saved another version meanwhile.
     *
     * @param basedOn the number of the version that the author of the change has seen; 0 if there was none
     * @throws ChangedMeanwhileException if there is a later version; nothing is changed then
     */
    public synchronized void replace(String yaml, String why, int basedOn) {
        if (current.number() != basedOn) {
            String by = current instanceof CurrentTopology.Valid valid
                    ? " by " + valid.version().who() + " at " + valid.version().at()
                    : "";
            throw new ChangedMeanwhileException("The topology was changed" + by
                    + " while you were working on it, so yours was not saved. Version " + current.number()
                    + " is the current one; look at it, then make your change again.");
        }
        replace(yaml, why);
    }

    /** Shown on Jenkins' big form is only where the topology is; there is nothing to submit. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        return true;
    }

    // Configuration as Code exports what has a getter and a setter. Null stands for what isn't there at all.

    @CheckForNull
    public List<EnvironmentItem> getEnvironments() {
        return items(Section.ENVIRONMENTS, EnvironmentItem::of);
    }

    public void setEnvironments(List<EnvironmentItem> environments) {
        setItems(Section.ENVIRONMENTS, environments);
    }

    @CheckForNull
    public List<CustomerItem> getCustomers() {
        return items(Section.CUSTOMERS, CustomerItem::of);
    }

    public void setCustomers(List<CustomerItem> customers) {
        setItems(Section.CUSTOMERS, customers);
    }

    @CheckForNull
    public List<ServiceItem> getServices() {
        return items(Section.SERVICES, ServiceItem::of);
    }

    public void setServices(List<ServiceItem> services) {
        setItems(Section.SERVICES, services);
    }

    @CheckForNull
    public List<InstanceItem> getInstances() {
        return items(Section.INSTANCES, InstanceItem::of);
    }

    public void setInstances(List<InstanceItem> instances) {
        setItems(Section.INSTANCES, instances);
    }

    @CheckForNull
    public List<InstanceTemplateItem> getInstanceTemplates() {
        return items(Section.INSTANCE_TEMPLATES, InstanceTemplateItem::of);
    }

    public void setInstanceTemplates(List<InstanceTemplateItem> templates) {
        setItems(Section.INSTANCE_TEMPLATES, templates);
    }

    @CheckForNull
    private <T> List<T> items(Section section, Function<TopologyItem, T> of) {
        if (current instanceof CurrentTopology.Broken broken) {
            broken.topology();
        }
        List<T> items = document().orElse(TopologyDocument.EMPTY).items(section).stream()
                .map(of)
                .toList();
        return items.isEmpty() ? null : items;
    }

    private synchronized void setItems(Section section, List<? extends TopologyDescribable> items) {
        TopologyDocument changed = document()
                .orElse(TopologyDocument.EMPTY)
                .with(section, items.stream().map(TopologyDescribable::toItem).toList());
        replace(changed.toYaml(), "");
    }
}
