package io.jenkins.plugins.rollout.jenkins.topology;

import hudson.model.AutoCompletionCandidates;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.topology.NaturalOrder;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyDocument;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import jenkins.model.Jenkins;

/** Proposes names that hold what was typed so far; first those that begin with it. */
final class Completion {
    private static final int MOST = 20;

    private Completion() {}

    /** Of the saved things of a section. */
    static AutoCompletionCandidates of(Section section, String typed) {
        Jenkins.get().checkPermission(RolloutPermissions.CONFIGURE);
        return of(
                TopologyConfiguration.get().document().orElse(TopologyDocument.EMPTY).items(section).stream()
                        .map(TopologyItem::name)
                        .toList(),
                typed);
    }

    static AutoCompletionCandidates of(Collection<String> names, String typed) {
        String wanted = lower(TopologyDescribable.text(typed));
        AutoCompletionCandidates candidates = new AutoCompletionCandidates();
        names.stream()
                .filter(name -> lower(name).contains(wanted))
                .sorted(Comparator.comparing((String name) -> !lower(name).startsWith(wanted))
                        .thenComparing(NaturalOrder.INSTANCE))
                .limit(MOST)
                .forEach(candidates::add);
        return candidates;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
