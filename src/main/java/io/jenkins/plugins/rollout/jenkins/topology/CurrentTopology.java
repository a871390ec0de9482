package io.jenkins.plugins.rollout.jenkins.topology;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.topology.Topology;
import java.nio.file.Path;
import java.util.List;

/** What this controller has for a topology right now. */
public sealed interface CurrentTopology {
    /** Of the version, for edits to say what they are based on; 0 if there is none. */
    int number();

    /** @throws InvalidInputException if there is none that can be used */
    Topology topology();

    /** Nobody has set one up yet. */
    record None() implements CurrentTopology {
        @Override
        public int number() {
            return 0;
        }

        @Override
        public Topology topology() {
            throw new InvalidInputException(
                    "there is no topology yet; an administrator sets it up under Manage Jenkins > Rollout topology");
        }
    }

    /**
     * One to work with.
     *
     * @param text as it was saved
     */
    record Valid(TopologyVersion version, String text, Topology topology) implements CurrentTopology {
        @Override
        public int number() {
            return version.number();
        }
    }

    /** The file on the disk can't be used; someone or something has altered it there. */
    record Broken(int number, Path file, List<Problem> problems) implements CurrentTopology {
        public Broken {
            problems = List.copyOf(problems);
        }

        @Override
        public Topology topology() {
            throw new InvalidInputException("the saved topology can't be used; an administrator restores an earlier"
                    + " version under Manage Jenkins > Rollout topology. " + problems.get(0));
        }
    }
}
