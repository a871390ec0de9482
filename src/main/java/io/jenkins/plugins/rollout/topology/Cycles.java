package io.jenkins.plugins.rollout.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds the cycles of a graph of names, in one walk from each name along its references. Keeps its own stack: a chain of
 * a hundred thousand references is no reason to overflow the thread's.
 */
final class Cycles {
    private static final int DONE = -1;

    private final Map<String, List<String>> references;
    private final Consumer<List<String>> onCycle;
    /** How far along the path a name stands, while it does; {@link #DONE} afterwards. */
    private final Map<String, Integer> depths = new HashMap<>();

    private final List<String> path = new ArrayList<>();
    private final Deque<Iterator<String>> open = new ArrayDeque<>();

    private Cycles(Map<String, List<String>> references, Consumer<List<String>> onCycle) {
        this.references = references;
        this.onCycle = onCycle;
    }

    /**
     * Finds at least one cycle if there are any, and no more than one for each reference.
     *
     * @param references of each name
     * @param onCycle gets a view of each cycle, the last name of which refers to the first
     */
    static void find(Map<String, List<String>> references, Consumer<List<String>> onCycle) {
        Cycles cycles = new Cycles(references, onCycle);
        references.keySet().forEach(cycles::walk);
    }

    private void walk(String start) {
        enter(start);
        while (!open.isEmpty()) {
            if (open.peek().hasNext()) {
                enter(open.peek().next());
            } else {
                open.pop();
                depths.put(path.remove(path.size() - 1), DONE);
            }
        }
    }

    private void enter(String name) {
        Integer depth = depths.get(name);
        if (depth == null) {
            depths.put(name, path.size());
            path.add(name);
            open.push(references.getOrDefault(name, List.of()).iterator());
        } else if (depth != DONE) {
            onCycle.accept(path.subList(depth, path.size()));
        }
    }
}
