package io.jenkins.plugins.rollout.jenkins.library;

import hudson.model.Result;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.nodes.StepStartNode;
import org.jenkinsci.plugins.workflow.cps.steps.ParallelStep;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.BlockStartNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/**
 * What a view draws of a build's flow graph, one line each: stages, and in brackets the branches of {@code parallel}, below
 * that in which they are. Behind it how it is coloured, where that isn't green: by its error, else by the worst warning of
 * what is in it.
 */
final class StageList {
    private final List<FlowNode> nodes;
    private final List<FlowNode> warnings;
    private final Map<BlockStartNode, BlockEndNode<?>> ends = new HashMap<>();

    private StageList(WorkflowRun build) {
        nodes = new ArrayList<>(new DepthFirstScanner().allNodes(build.getExecution()));
        nodes.sort(Comparator.comparingInt(node -> Integer.parseInt(node.getId())));
        warnings = nodes.stream()
                .filter(node -> node.getPersistentAction(WarningAction.class) != null)
                .toList();
        for (FlowNode node : nodes) {
            if (node instanceof BlockEndNode<?> end) {
                ends.put(end.getStartNode(), end);
            }
        }
    }

    static String of(WorkflowRun build) {
        StageList list = new StageList(build);
        StringBuilder text = new StringBuilder();
        for (FlowNode node : list.nodes) {
            if (isDrawn(node)) {
                long depth = node.getEnclosingBlocks().stream()
                        .filter(StageList::isDrawn)
                        .count();
                text.append("  ".repeat((int) depth))
                        .append(name(node))
                        .append(list.colour((BlockStartNode) node))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static boolean isDrawn(FlowNode node) {
        if (node.getAction(LabelAction.class) == null || !(node instanceof StepStartNode start)) {
            return false;
        }
        // Other steps name the threads of their bodies as well; those are no branches for a view.
        boolean isThread = node.getAction(ThreadNameAction.class) != null;
        return !isThread || start.getDescriptor() instanceof ParallelStep.DescriptorImpl;
    }

    private static String name(FlowNode node) {
        ThreadNameAction branch = node.getAction(ThreadNameAction.class);
        return branch == null ? node.getDisplayName() : "[" + branch.getThreadName() + "]";
    }

    private String colour(BlockStartNode start) {
        BlockEndNode<?> end = ends.get(start);
        ErrorAction error = end == null ? null : end.getError();
        if (error != null) {
            return error.getError() instanceof FlowInterruptedException stopped
                    ? word(stopped.getResult())
                    : word(Result.FAILURE);
        }
        return warnings.stream()
                .filter(node -> node.equals(start) || node.getEnclosingBlocks().contains(start))
                .map(node -> node.getPersistentAction(WarningAction.class).getResult())
                .max(Comparator.comparingInt(result -> result.ordinal))
                .map(StageList::word)
                .orElse("");
    }

    private static String word(Result result) {
        return " (" + (result == Result.FAILURE ? "failed" : result.toString().toLowerCase()) + ")";
    }
}
