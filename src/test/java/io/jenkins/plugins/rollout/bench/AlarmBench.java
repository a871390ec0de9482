package io.jenkins.plugins.rollout.bench;

import io.jenkins.plugins.rollout.testing.MetricsFleet;
import io.jenkins.plugins.rollout.testing.MetricsFleet.Story;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * How often a harmless release raises an alarm, and how soon a harmful one does: {@code bin/bench alarms}. Everything is
 * real but the customers: instances, requests, Prometheus, the demo's gate. Rollouts go on in three environments at a
 * time, each of five instances.
 */
public final class AlarmBench {
    private static final List<String> ENVIRONMENTS = List.of("uat", "staging", "production");
    private static final Duration PAST = Duration.ofSeconds(40);
    private static final Duration RECOVERY = Duration.ofSeconds(8);
    private static final int HARMFUL = 5;

    /** None for the sequential judge; the least with which the other can tell anything; the demo's number of samples. */
    private static final int[] WINDOWS = {0, 5, 20};

    /** Two instances first, which are compared with the other three; these then with their own past. */
    private static final Map<String, Object> WAVES =
            Map.of("canary", Map.of("first", 2, "then", List.of("100%")), "onFailure", "rollback-affected");

    private final MetricsFleet fleet;

    private AlarmBench(MetricsFleet fleet) {
        this.fleet = fleet;
    }

    /** @param arguments a new folder, and how many rollouts of the harmless release */
    public static void main(String[] arguments) throws Exception {
        try (MetricsFleet fleet = MetricsFleet.start(Path.of(arguments[0]))) {
            System.err.println("bench: customers ask; waiting " + PAST.toSeconds() + " s for a past");
            Thread.sleep(PAST.toMillis());
            AlarmBench bench = new AlarmBench(fleet);
            bench.harmless(Integer.parseInt(arguments[1]));
            bench.harmful();
        }
    }

    private void harmless(int rollouts) throws InterruptedException, ExecutionException {
        AtomicInteger left = new AtomicInteger(rollouts);
        ExecutorService lanes = Executors.newFixedThreadPool(ENVIRONMENTS.size());
        List<Story> stories = new ArrayList<>();
        try {
            List<Future<List<Story>>> futures = new ArrayList<>();
            for (String environment : ENVIRONMENTS) {
                futures.add(lanes.submit(() -> lane(environment, left)));
            }
            for (Future<List<Story>> future : futures) {
                stories.addAll(future.get());
            }
        } finally {
            lanes.shutdownNow();
        }
        print("rollouts of a harmless release, 5 instances each", stories.size());
        print("  raised an alarm", count(stories, Story::isAlarm));
        print("  inconclusive", count(stories, Story::isInconclusive));
        print("  passed", count(stories, Story::isPassed));
        print("  comparisons in all", sum(stories, Story::comparisons));
        print("  samples until an instance was judged, median", median(stories, story -> story.samplesOf().stream()));
        print("  seconds for a rollout, median", median(stories, story -> List.of(story.seconds()).stream()));
    }

    private List<Story> lane(String environment, AtomicInteger left) throws Exception {
        List<Story> stories = new ArrayList<>();
        while (left.getAndDecrement() > 0) {
            String version = stories.size() % 2 == 0 ? "4.1.1" : "4.1.0";
            Story story = fleet.rollOut(version, environment, List.of("all"), WAVES, 0);
            System.err.println("bench: " + story);
            stories.add(story);
        }
        return stories;
    }

    private void harmful() throws Exception {
        for (int window : WINDOWS) {
            List<Story> stories = new ArrayList<>();
            for (int i = 0; i < HARMFUL; i++) {
                // What it is compared with must not have the harm of the rollout before.
                Thread.sleep(RECOVERY.plusSeconds(window).toMillis());
                Story story = fleet.rollOut(
                        "4.2.0",
                        "production",
                        List.of("cygnus"),
                        Map.of("allAtOnce", Map.of(), "onFailure", "rollback-affected"),
                        window);
                System.err.println("bench: " + story);
                stories.add(story);
            }
            String judge = window == 0 ? "sequential" : "mannWhitney with a window of " + window;
            print("harmful release, " + judge + ": of " + HARMFUL + " found", count(stories, Story::isAlarm));
            print("  samples until it was judged, median", median(stories, story -> story.samplesOf().stream()));
        }
    }

    private static int count(List<Story> stories, Predicate<Story> which) {
        return (int) stories.stream().filter(which).count();
    }

    private static int sum(List<Story> stories, ToIntFunction<Story> what) {
        return stories.stream().mapToInt(what).sum();
    }

    private static int median(List<Story> stories, Function<Story, Stream<Integer>> what) {
        List<Integer> sorted = stories.stream().flatMap(what).sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2);
    }

    private static void print(String what, int figure) {
        System.out.printf(Locale.ROOT, "%-66s %9d%n", what, figure);
    }
}
