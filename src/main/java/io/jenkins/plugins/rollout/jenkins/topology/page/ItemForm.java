package io.jenkins.plugins.rollout.jenkins.topology.page;

import io.jenkins.plugins.rollout.jenkins.topology.CurrentTopology;
import io.jenkins.plugins.rollout.jenkins.topology.EditProblem;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyDescribable;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyDescriptor;
import io.jenkins.plugins.rollout.topology.TopologyDocument;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import java.util.List;
import org.kohsuke.stapler.StaplerResponse2;

/** The form of one item, also when what was submitted can't be saved. */
public final class ItemForm extends PageResponse {
    private final String original;
    private final TopologyDescribable item;
    private final int basedOn;
    private List<EditProblem> problems = List.of();
    private String late = "";

    /**
     * @param original the name in the saved topology; empty for a new item
     * @param basedOn the version that its author has seen
     */
    ItemForm(String original, TopologyDescribable item, int basedOn) {
        this.original = original;
        this.item = item;
        this.basedOn = basedOn;
    }

    static ItemForm add(TopologyDescriptor descriptor) {
        return edit("", descriptor.describable(new TopologyItem.Builder("").build()));
    }

    static ItemForm edit(String original, TopologyDescribable item) {
        return new ItemForm(
                original, item, TopologyConfiguration.get().current().number());
    }

    ItemForm refused(List<EditProblem> why) {
        problems = List.copyOf(why);
        setStatus(StaplerResponse2.SC_BAD_REQUEST);
        return this;
    }

    ItemForm late(String why) {
        late = why;
        setStatus(StaplerResponse2.SC_CONFLICT);
        return this;
    }

    public String getDisplayName() {
        String what = item.getDescriptor().section().singular();
        return isNew() ? "Add " + what : original;
    }

    public boolean isNew() {
        return original.isEmpty();
    }

    public String getOriginal() {
        return original;
    }

    public TopologyDescribable getItem() {
        return item;
    }

    public int getBasedOn() {
        return basedOn;
    }

    /** Why nothing was saved although all is right; empty unless someone else was faster. */
    public String getLate() {
        return late;
    }

    public boolean isRefused() {
        return !problems.isEmpty();
    }

    /** What is wrong with a value of the item. */
    public List<EditProblem> problemsOf(String key) {
        return problems.stream()
                .filter(problem ->
                        problem.getPlace().isEmpty() && problem.getKey().equals(key))
                .toList();
    }

    /** What is wrong with the item as a whole, or with other items because of it. */
    public List<EditProblem> getOtherProblems() {
        return problems.stream()
                .filter(problem ->
                        !problem.getPlace().isEmpty() || problem.getKey().isEmpty())
                .toList();
    }

    /** Whether the saved text has comments or a layout that saving this form would lose. */
    public boolean isLosingLayout() {
        return TopologyConfiguration.get().current() instanceof CurrentTopology.Valid valid
                && !TopologyDocument.of(valid.text()).toYaml().equals(valid.text());
    }
}
