package io.jenkins.plugins.rollout.jenkins.page;

import io.jenkins.plugins.rollout.jenkins.drive.InstanceBranchAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;

/** Which branch of a pipeline deployed which instance, and which steps inside it have printed something. */
final class BranchIndex {
    private final Map<String, List<Branch>> byInstance = new HashMap<>();

    /**
     * One deployment of one instance.
     *
     * @param node where the branch begins
     * @param attempt from 1; 0 for one that verifies and brings nothing
     * @param steps the nodes inside that have a log, in order
     */
    record Branch(String node, String rollout, int wave, String instance, int attempt, List<String> steps) {}

    /** Looks at every node once. */
    static BranchIndex of(FlowExecution execution) {
        Map<String, Branch> branches = new HashMap<>();
        List<FlowNode> printing = new ArrayList<>();
        for (FlowNode node : new DepthFirstScanner().allNodes(execution)) {
            InstanceBranchAction action = node.getPersistentAction(InstanceBranchAction.class);
            if (action != null) {
                branches.put(node.getId(), branch(node, action));
            } else if (node.getPersistentAction(LogAction.class) != null) {
                printing.add(node);
            }
        }
        for (FlowNode node : branches.isEmpty() ? List.<FlowNode>of() : printing) {
            node.getAllEnclosingIds().stream()
                    .filter(branches::containsKey)
                    .findFirst()
                    .ifPresent(start -> branches.get(start).steps().add(node.getId()));
        }
        BranchIndex index = new BranchIndex();
        branches.values().stream()
                .sorted(Comparator.comparing(Branch::node, IN_ORDER))
                .forEach(branch -> {
                    branch.steps().sort(IN_ORDER);
                    index.byInstance
                            .computeIfAbsent(key(branch.rollout(), branch.instance()), key -> new ArrayList<>())
                            .add(branch);
                });
        return index;
    }

    private static Branch branch(FlowNode node, InstanceBranchAction action) {
        return new Branch(
                node.getId(),
                action.getRollout(),
                action.getWave(),
                action.getInstance(),
                action.getAttempt(),
                new ArrayList<>());
    }

    /** Nodes are numbered as they begin. */
    private static final Comparator<String> IN_ORDER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    List<Branch> of(String rollout, String instance) {
        return byInstance.getOrDefault(key(rollout, instance), List.of());
    }

    private static String key(String rollout, String instance) {
        return rollout + "\n" + instance;
    }

    /** The instances that have a branch, for tests. */
    Set<String> keys() {
        return Set.copyOf(byInstance.keySet());
    }
}
