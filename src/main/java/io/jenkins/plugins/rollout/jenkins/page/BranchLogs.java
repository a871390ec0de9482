package io.jenkins.plugins.rollout.jenkins.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.console.AnnotatedLargeText;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.page.BranchIndex.Branch;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.actions.LogAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;

/** What an instance's branches of a build's pipeline printed. */
final class BranchLogs {
    /** The end of a log is what people look for; the pipeline's own page has all of it. */
    static final long LIMIT = 256 * 1024;

    private static final int REMEMBERED = 8;
    private static final long STALE_NANOS = 2_000_000_000L;

    private static final Map<String, Known> KNOWN = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** @param at by {@link System#nanoTime}; a finished build's index never changes */
    private record Known(BranchIndex index, boolean isFinal, long at) {
        boolean isFresh() {
            return isFinal || System.nanoTime() - at < STALE_NANOS;
        }
    }

    private BranchLogs() {}

    /** The branches that deployed an instance, the first one first; none if the build is no pipeline or has lost it. */
    static List<Branch> of(Run<?, ?> build, String rollout, String instance) {
        return execution(build)
                .map(execution -> index(build, execution).of(rollout, instance))
                .orElse(List.of());
    }

    private static Optional<FlowExecution> execution(Run<?, ?> build) {
        if (!(build instanceof FlowExecutionOwner.Executable executable)) {
            return Optional.empty();
        }
        FlowExecutionOwner owner = executable.asFlowExecutionOwner();
        return owner == null ? Optional.empty() : Optional.ofNullable(owner.getOrNull());
    }

    private static BranchIndex index(Run<?, ?> build, FlowExecution execution) {
        synchronized (KNOWN) {
            // The key has the build's time too: a job may be deleted, and another one get its name.
            String key = build.getExternalizableId() + " " + build.getStartTimeInMillis();
            Known known = KNOWN.get(key);
            if (known == null || !known.isFresh()) {
                boolean isFinal = execution.isComplete();
                known = new Known(BranchIndex.of(execution), isFinal, System.nanoTime());
                KNOWN.put(key, known);
            }
            return known.index();
        }
    }

    /** A branch as a story lists it; {@code href} relative to the story's address. */
    static ObjectNode document(Branch branch, String action) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("wave", branch.wave());
        json.put("action", branch.attempt() == 0 ? "verify" : action);
        json.put("attempt", Math.max(1, branch.attempt()));
        json.put(
                "href",
                "log?rollout=" + encode(branch.rollout()) + "&instance=" + encode(branch.instance()) + "&node="
                        + encode(branch.node()));
        json.put("page", "../execution/node/" + encode(branch.node()) + "/");
        return json;
    }

    /**
     * Writes what the steps of a branch have printed, as plain text in UTF-8, in the order in which they began: all of it
     * if it is short, else its end. Never holds more than one step's buffer.
     *
     * @return how many bytes of the steps' logs were written
     */
    static long write(Run<?, ?> build, Branch branch, OutputStream out) throws IOException {
        Map<AnnotatedLargeText<?>, Long> texts = new LinkedHashMap<>();
        long total = 0;
        for (String step : branch.steps()) {
            Optional<AnnotatedLargeText<?>> text = text(build, step);
            if (text.isPresent()) {
                texts.put(text.get(), text.get().length());
                total += text.get().length();
            }
        }
        long leftOut = Math.max(0, total - LIMIT);
        if (leftOut > 0) {
            out.write(("… the first " + leftOut + " bytes are left out; the pipeline's own page has them.\n")
                    .getBytes(StandardCharsets.UTF_8));
        }
        long written = 0;
        for (Map.Entry<AnnotatedLargeText<?>, Long> text : texts.entrySet()) {
            long skipped = Math.min(leftOut, text.getValue());
            leftOut -= skipped;
            if (skipped < text.getValue()) {
                written += text.getKey().writeLogTo(skipped, skipped == 0 ? out : new FromNextLine(out)) - skipped;
            }
        }
        return written;
    }

    private static Optional<AnnotatedLargeText<?>> text(Run<?, ?> build, String step) throws IOException {
        FlowExecution execution = execution(build).orElse(null);
        FlowNode node = execution == null ? null : execution.getNode(step);
        LogAction log = node == null ? null : node.getPersistentAction(LogAction.class);
        return log == null ? Optional.empty() : Optional.of(log.getLogText());
    }

    /** Drops the rest of a line that was cut. */
    private static final class FromNextLine extends FilterOutputStream {
        private boolean isCut = true;

        FromNextLine(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            if (isCut) {
                isCut = one != '\n';
            } else {
                out.write(one);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            int start = from;
            while (isCut && start < from + length) {
                isCut = bytes[start++] != '\n';
            }
            out.write(bytes, start, from + length - start);
        }

        @Override
        public void close() throws IOException {
            // The stream around it is the response's, with more to come.
            flush();
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
