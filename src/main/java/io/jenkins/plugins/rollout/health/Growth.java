package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Sample;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * By how much counters grow from one reading to the next. A counter that is less than it was has begun anew and counts from
 * zero, as Prometheus takes it. Time never does: where a clock was set back, counting begins anew.
 */
final class Growth {
    private final boolean byTime;
    private final Map<String, Sample> last = new HashMap<>();

    /** @param byTime whether exposures are seconds of a clock */
    Growth(boolean byTime) {
        this.byTime = byTime;
    }

    /**
     * What has come since the reading before.
     *
     * @param stream whose counter it is
     * @param backwards whether each reading is of an earlier time than the one before
     * @return nothing with the first reading; without exposure also no events, which then come with a later one
     * @throws IllegalArgumentException with a phrase if the clock was set back
     */
    Optional<Sample> since(String stream, Sample reading, boolean backwards) {
        Sample before = last.get(stream);
        if (before == null) {
            last.put(stream, reading);
            return Optional.empty();
        }
        Sample earlier = backwards ? reading : before;
        Sample later = backwards ? before : reading;
        if (byTime && later.exposure() < earlier.exposure()) {
            last.put(stream, reading);
            throw new IllegalArgumentException("the clock was set back meanwhile, so counting begins anew");
        }
        Sample growth =
                new Sample(growth(earlier.value(), later.value()), growth(earlier.exposure(), later.exposure()));
        if (growth.exposure() <= 0) {
            return Optional.of(new Sample(0, 0));
        }
        last.put(stream, reading);
        return Optional.of(growth);
    }

    private static double growth(double from, double to) {
        return to >= from ? to - from : to;
    }
}
