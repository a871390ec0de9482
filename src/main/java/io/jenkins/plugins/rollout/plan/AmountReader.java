package io.jenkins.plugins.rollout.plan;

import io.jenkins.plugins.rollout.document.Node;
import io.jenkins.plugins.rollout.document.Node.Scalar;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.Quote;
import io.jenkins.plugins.rollout.document.Values;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 3} as a number of instances and {@code 25%} as a share. */
final class AmountReader {
    private static final Pattern WRITTEN = Pattern.compile("(-?[0-9]{1,9})(%?)");

    private static final String FORM = "a number of instances such as 3 or a whole percentage such as 25%";

    private final Problems problems;

    AmountReader(Problems problems) {
        this.problems = problems;
    }

    /** At least one instance, or from 1% to 100%. */
    Optional<Amount> positive(Node node, String what) {
        return read(node, what, 1);
    }

    /** Like {@link #positive}, or none at all. */
    Optional<Amount> orNone(Node node, String what) {
        return read(node, what, 0);
    }

    private Optional<Amount> read(Node node, String what, int least) {
        return new Values(problems).scalar(node, what, FORM).flatMap(scalar -> read(scalar, what, least));
    }

    private Optional<Amount> read(Scalar scalar, String what, int least) {
        Matcher matcher = WRITTEN.matcher(scalar.text());
        if (!matcher.matches()) {
            return refuse(scalar, what + " must be " + FORM);
        }
        int value = Integer.parseInt(matcher.group(1));
        boolean isPercentage = !matcher.group(2).isEmpty();
        if (isPercentage && (value < least || value > 100)) {
            return refuse(scalar, what + " must be from " + least + "% to 100%");
        }
        if (value < least) {
            return refuse(scalar, what + " must be at least " + least);
        }
        return Optional.of(isPercentage ? Amount.percent(value) : Amount.instances(value));
    }

    private Optional<Amount> refuse(Scalar scalar, String message) {
        problems.error(scalar.location(), message + ", is " + Quote.of(scalar.text()));
        return Optional.empty();
    }
}
