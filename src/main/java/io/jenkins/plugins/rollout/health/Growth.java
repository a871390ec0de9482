package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Sample;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * By how much counters grow from one reading to the next. A counter that is less than it was has begun anew and counts from
 * zero, as Prometheus takes it; and when a total of requests has begun anew, then so have the events among them.
 */
final class Growth {
    private static final Sample NOTHING = new Sample(0, 0);

    private final boolean timed;
    private final Map<String, Sample> last = new HashMap<>();

    /** @param timed whether exposures are moments of a clock, which never begins anew, though it may be set back */
    Growth(boolean timed) {
        this.timed = timed;
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
        return Optional.of(
                later.exposure() < earlier.exposure()
                        ? anew(stream, reading, later, backwards)
                        : more(stream, reading, earlier, later));
    }

    private Sample more(String stream, Sample reading, Sample earlier, Sample later) {
        double exposure = later.exposure() - earlier.exposure();
        if (exposure == 0) {
            return NOTHING;
        }
        last.put(stream, reading);
        double events = later.value() >= earlier.value() ? later.value() - earlier.value() : later.value();
        return new Sample(events, exposure);
    }

    private Sample anew(String stream, Sample reading, Sample later, boolean backwards) {
        if (timed) {
            // Nobody knows how long it was.
            last.put(stream, reading);
            throw new IllegalArgumentException("the clock was set back meanwhile, so counting begins anew");
        }
        // Without any traffic since, what follows is counted from zero, not from before it began anew.
        boolean waiting = later.exposure() == 0 && !backwards;
        last.put(stream, waiting ? NOTHING : reading);
        return later.exposure() == 0 ? NOTHING : later;
    }
}
