package io.jenkins.plugins.rollout.plan;

/**
 * A number of instances, or a share of some.
 *
 * @param value instances, or percent
 */
public record Amount(int value, Unit unit) {
    public enum Unit {
        INSTANCES,
        PERCENT
    }

    public static Amount instances(int count) {
        return new Amount(count, Unit.INSTANCES);
    }

    public static Amount percent(int percent) {
        return new Amount(percent, Unit.PERCENT);
    }

    /** How many of {@code total} this is, a percentage rounded up to at least one; never more than there are. */
    public int roundedUp(int total) {
        if (unit == Unit.INSTANCES) {
            return Math.min(value, total);
        }
        long share = ((long) total * value + 99) / 100;
        return (int) Math.min(total, Math.max(1, share));
    }

    /** How many of {@code total} this is, a percentage rounded down: a tenth of one instance allows none to fail. */
    public int roundedDown(int total) {
        if (unit == Unit.INSTANCES) {
            return value;
        }
        return (int) ((long) total * value / 100);
    }

    @Override
    public String toString() {
        return unit == Unit.PERCENT ? value + "%" : String.valueOf(value);
    }
}
