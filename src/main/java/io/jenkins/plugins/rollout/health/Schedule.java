package io.jenkins.plugins.rollout.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** When which check is asked next. */
final class Schedule {
    private final Map<Check, Long> due = new LinkedHashMap<>();

    /** @param start in nanoseconds, as all times here */
    Schedule(List<Check> checks, long start) {
        checks.forEach(
                check -> due.put(check, start + check.sampling().initialDelay().toNanos()));
    }

    /** @param checks to be asked now
     * @param at when; may have passed
     */
    record Round(List<Check> checks, long at) {}

    /** Whether a check that is wanted is to be asked by now. */
    boolean isDue(long now, Predicate<Check> wanted) {
        due.keySet().removeIf(wanted.negate());
        return due.values().stream().anyMatch(time -> time <= now);
    }

    /**
     * The next checks of those that are wanted; none if no check is. They are due again an interval later; what could not be
     * asked in time is not made up for.
     */
    Round next(Predicate<Check> wanted, long now) {
        due.keySet().removeIf(wanted.negate());
        long first = due.values().stream().mapToLong(Long::longValue).min().orElse(0);
        List<Check> checks = new ArrayList<>();
        due.forEach((check, time) -> {
            if (time == first) {
                checks.add(check);
            }
        });
        for (Check check : checks) {
            long interval = check.sampling().interval().toNanos();
            due.put(check, first + interval > now ? first + interval : now + interval);
        }
        return new Round(checks, first);
    }
}
