package io.jenkins.plugins.rollout.health;

import io.jenkins.plugins.rollout.source.Inquiry;
import io.jenkins.plugins.rollout.source.Reading;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Asks about many instances at the same time, and each question once. */
final class Inquirer {
    private final Sampler sampler;
    private final ExecutorService workers;

    Inquirer(Sampler sampler, ExecutorService workers) {
        this.sampler = sampler;
        this.workers = workers;
    }

    Map<Inquiry, Reading> ask(Collection<Inquiry> inquiries) throws InterruptedException {
        Map<String, Set<Inquiry>> byInstance = new LinkedHashMap<>();
        inquiries.forEach(inquiry -> byInstance
                .computeIfAbsent(inquiry.subject().instance(), name -> new LinkedHashSet<>())
                .add(inquiry));
        Map<List<Inquiry>, Future<List<Reading>>> running = new LinkedHashMap<>();
        for (Set<Inquiry> ofInstance : byInstance.values()) {
            List<Inquiry> list = List.copyOf(ofInstance);
            running.put(list, workers.submit(() -> sampler.sample(list)));
        }
        Map<Inquiry, Reading> answers = new LinkedHashMap<>();
        for (Map.Entry<List<Inquiry>, Future<List<Reading>>> entry : running.entrySet()) {
            List<Reading> readings = await(entry.getValue());
            for (int i = 0; i < readings.size(); i++) {
                answers.put(entry.getKey().get(i), readings.get(i));
            }
        }
        return answers;
    }

    private static <T> T await(Future<T> sample) throws InterruptedException {
        try {
            return sample.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("a source must not throw", e.getCause());
        }
    }
}
