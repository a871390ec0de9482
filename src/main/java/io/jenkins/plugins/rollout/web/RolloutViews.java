package io.jenkins.plugins.rollout.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the page reads: the documents of {@code status --json} and its sisters. Nothing here changes anything.
 *
 * <p>Asked by several threads at the same time. Names come from the outside exactly as somebody typed them; an
 * implementation looks them up among those it knows and never builds a path from them.
 */
public interface RolloutViews {
    /** {@code {"rollouts":[…]}}, newest first. */
    ObjectNode rollouts();

    /**
     * One rollout.
     *
     * @param since a cursor of an earlier answer: only the instances, waves and verdicts that changed after it are
     *     wanted, and {@code "since"} repeats it. A cursor that the rollout never had gets the whole document.
     * @return empty if there is no such rollout
     */
    Optional<ObjectNode> status(String rollout, OptionalLong since);

    /**
     * What happened to one instance in one rollout. Each log's {@code href} is made by {@link #logHref}.
     *
     * @return empty if there is no such rollout, or the instance is not in it
     */
    Optional<ObjectNode> story(String rollout, String instance);

    /**
     * The log file of one attempt.
     *
     * @param file as the story's {@code href} names it; a plain name without separators
     * @return empty if the story names no such log
     */
    Optional<Path> log(String rollout, String instance, String file);

    /** Where a log is found, relative to the address of its instance's story. */
    static String logHref(String instance, String file) {
        return encode(instance) + "/logs/" + encode(file);
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
