package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.Util;
import hudson.model.Describable;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import io.jenkins.plugins.rollout.topology.TopologyItem.Entry;
import java.util.List;

/** One item of the topology as a form has it. All its values are texts; the topology's reader says whether they are right. */
public abstract class TopologyDescribable implements Describable<TopologyDescribable> {
    private final String name;

    TopologyDescribable(String name) {
        this.name = text(name);
    }

    public String getName() {
        return name;
    }

    /** As it is written in the topology's text. */
    public abstract TopologyItem toItem();

    @Override
    public TopologyDescriptor getDescriptor() {
        return (TopologyDescriptor) Describable.super.getDescriptor();
    }

    /** What a form sends for an empty field may be null; blanks around a text are slips. */
    static String text(String submitted) {
        return Util.fixNull(submitted).trim();
    }

    static <T> List<T> list(List<T> submitted) {
        return submitted == null ? List.of() : List.copyOf(submitted);
    }

    static List<Entry> labelEntries(List<LabelEntry> labels) {
        return labels.stream()
                .map(label -> new Entry(label.getName(), label.getValue()))
                .toList();
    }

    static List<Entry> variableEntries(List<VariableEntry> variables) {
        return variables.stream()
                .map(variable -> new Entry(variable.getName(), variable.getValue()))
                .toList();
    }

    static List<LabelEntry> labels(TopologyItem item, String key) {
        return item.entries(key).stream()
                .map(entry -> new LabelEntry(entry.name(), entry.text()))
                .toList();
    }

    static List<VariableEntry> variables(TopologyItem item) {
        return item.entries("variables").stream()
                .map(entry -> new VariableEntry(entry.name(), entry.text()))
                .toList();
    }
}
