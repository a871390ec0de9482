package io.jenkins.plugins.rollout.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in one sentence what the YAML library says in several lines, and what to do about it. */
final class SyntaxErrors {
    private static final String QUOTE_IT = "put a text that begins with it in quotes";
    private static final String ANY_REMEDY = "check the indentation, quotes and brackets up to here";
    private static final Map<String, String> REMEDIES = Map.of(
            "mapping values are not allowed here", "put a text that contains ': ' in quotes",
            "found character '\\t(TAB)' that cannot start any token", "indent with spaces",
            "found character '@' that cannot start any token", QUOTE_IT,
            "found character '`' that cannot start any token", QUOTE_IT,
            "found character '%' that cannot start any token", QUOTE_IT);

    private SyntaxErrors() {}

    /** @param here the place of the last token */
    static UnreadableException explain(JsonProcessingException exception, Location here) {
        if (exception.getCause() instanceof MarkedYAMLException cause && cause.getProblemMark() != null) {
            return new UnreadableException(at(cause.getProblemMark(), here), sentence(cause, here));
        }
        if (exception.getOriginalMessage().startsWith("Expected a field name")) {
            return new UnreadableException(here, "a key must be a plain text; write it out");
        }
        return new UnreadableException(here, "this isn't valid YAML; " + ANY_REMEDY);
    }

    private static String sentence(MarkedYAMLException cause, Location here) {
        String problem = firstSentence(cause.getProblem());
        Mark begin = cause.getContextMark();
        boolean hasContext = cause.getContext() != null && begin != null;
        String context = hasContext ? " " + cause.getContext() + " that begins at " + at(begin, here) : "";
        return "this isn't valid YAML: " + problem + context + "; " + REMEDIES.getOrDefault(problem, ANY_REMEDY);
    }

    private static String firstSentence(String text) {
        int end = text.indexOf(". (");
        return end < 0 ? text : text.substring(0, end);
    }

    private static Location at(Mark mark, Location here) {
        return new Location(here.file(), mark.getLine() + 1, mark.getColumn() + 1);
    }
}
