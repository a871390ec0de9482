package io.jenkins.plugins.rollout.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects every problem of an input, so that a user mends them all in one go. The same problem at the same place is
 * kept once: an alias may lead there many times. Behind the first thousand errors, and warnings, further ones are only
 * counted: nobody reads them, and a hostile file could hold millions.
 */
public final class Problems {
    private static final int MOST = 1000;
    private static final Comparator<Problem> BY_PLACE = Comparator.comparing(
                    (Problem problem) -> problem.location().file())
            .thenComparingInt(problem -> problem.location().line())
            .thenComparingInt(problem -> problem.location().column());

    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();
    private int furtherErrors;

    public void error(Location location, String message) {
        Problem error = Problem.error(location, message);
        if (errors.size() < MOST) {
            errors.add(error);
        } else if (!errors.contains(error)) {
            furtherErrors++;
        }
    }

    public void warning(Location location, String message) {
        if (warnings.size() < MOST) {
            warnings.add(Problem.warning(location, message));
        }
    }

    public boolean hasErrors() {
        return !errors.isEmpty();
    }

    /** All problems in the order of the file. */
    public List<Problem> list() {
        List<Problem> list = new ArrayList<>(errors.size() + warnings.size() + 1);
        list.addAll(errors);
        list.addAll(warnings);
        list.sort(BY_PLACE);
        if (furtherErrors > 0) {
            String file = list.get(0).location().file();
            list.add(Problem.error(
                    Location.inFile(file), "there are " + furtherErrors + " more errors; mend these first"));
        }
        return List.copyOf(list);
    }

    /** @throws InvalidInputException if there is an error among the problems */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new InvalidInputException(list());
        }
    }
}
