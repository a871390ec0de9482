package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.rollout.plan.Plan;
import java.util.Optional;

/**
 * A request that is on its way: in the queue, or as a build.
 *
 * @param isNew whether it was just made, or the same had been asked for before
 * @param build that came of it; nothing while it waits in the queue
 * @param plan that it would have now; nothing where that was not asked
 */
record Asked(
        CarriedRequest request,
        boolean isNew,
        Optional<Queue.Item> item,
        Optional<Run<?, ?>> build,
        Optional<Plan> plan) {
    static Asked queued(CarriedRequest request, boolean isNew, Queue.Item item) {
        return new Asked(request, isNew, Optional.of(item), Optional.empty(), Optional.empty());
    }

    static Asked running(CarriedRequest request, Run<?, ?> build) {
        return new Asked(request, false, Optional.empty(), Optional.of(build), Optional.empty());
    }

    Asked withPlan(Plan known) {
        return new Asked(request, isNew, item, build, Optional.of(known));
    }

    /** Where it can be watched, relative to Jenkins' root. */
    String url() {
        return build.<String>map(Run::getUrl)
                .or(() -> item.map(Queue.Item::getUrl))
                .orElse("");
    }

    /** A sentence for the person who asked. */
    String message() {
        String where = build.map(run -> run.getFullDisplayName() + " does it").orElse("it waits in the queue");
        return isNew
                ? "Asked for: " + where
                : BuildRequests.nameOf(request.user()) + " had asked for the same before: " + where;
    }
}
