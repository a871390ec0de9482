package io.jenkins.plugins.rollout.source;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the servers are that are asked about all instances, for checks that name none. */
public interface Addresses {
    /** Knows none. */
    Addresses NONE = new Addresses() {
        @Override
        public Optional<String> find(String kind) {
            return Optional.empty();
        }

        @Override
        public String missing(String kind) {
            return "the check says no 'url', and no " + kind + " is known here; add it";
        }
    };

    /** @param kind of source, {@code prometheus} */
    Optional<String> find(String kind);

    /** What is missing to ask these sources, one sentence for each kind of server. */
    default List<String> missing(Stream<Source> sources) {
        return sources.map(Source::usualServer)
                .filter(kind -> !kind.isEmpty() && find(kind).isEmpty())
                .distinct()
                .map(this::missing)
                .toList();
    }

    /** One sentence for the person who must act, where {@link #find} has found nothing. */
    String missing(String kind);

    /**
     * Those in variables, of a process or of a build: {@code ROLLOUT_PROMETHEUS_URL}. Of all others nothing is kept, so they
     * may be sent to another machine.
     */
    static Addresses ofVariables(Map<String, String> variables) {
        return VariableAddresses.of(variables);
    }
}
