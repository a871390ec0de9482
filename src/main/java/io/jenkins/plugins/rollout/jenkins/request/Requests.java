package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Action;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Queue;
import hudson.model.Run;
import hudson.model.queue.ScheduleResult;
import io.jenkins.plugins.rollout.plan.Names;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Puts requests into the queue: one at a time for each job, and the same one once. */
final class Requests {
    private static final Map<String, Object> LOCKS = new ConcurrentHashMap<>();

    private Requests() {}

    /**
     * Schedules a build with a request, or finds the one that was scheduled for the same.
     *
     * @param source the build that it is asked of
     * @throws RequestProblem if another request that has not ended is about one of its instances, or the job can't be
     *     built
     */
    static Asked ask(Run<?, ?> source, CarriedRequest request) throws IOException {
        Object lock = LOCKS.computeIfAbsent(source.getParent().getFullName(), name -> new Object());
        synchronized (lock) {
            List<Asked> pending = Pending.of(source);
            for (Asked other : pending) {
                if (other.request().asksTheSameAs(request)) {
                    return other;
                }
            }
            pending.forEach(other -> requireApart(request, other));
            return schedule(source, request);
        }
    }

    private static void requireApart(CarriedRequest request, Asked other) {
        Set<String> shared = request.sharedWith(other.request());
        if (!shared.isEmpty()) {
            throw RequestProblem.conflict(Names.list(shared.stream().sorted().toList()) + " will be "
                    + other.request().kind().participle() + " already, asked for by "
                    + BuildRequests.nameOf(other.request().user()) + " ("
                    + other.build().map(Run::getFullDisplayName).orElse("waiting in the queue")
                    + "); wait for it, or cancel it");
        }
    }

    private static Asked schedule(Run<?, ?> source, CarriedRequest request) throws IOException {
        Job<?, ?> job = source.getParent();
        if (!(job instanceof Queue.Task task) || !job.isBuildable()) {
            throw RequestProblem.conflict(job.getFullDisplayName() + " can't be built now; is it disabled?");
        }
        List<Action> actions = new ArrayList<>();
        actions.add(request);
        actions.add(new CauseAction(new RequestCause(request, source.getFullDisplayName())));
        List<ParameterValue> parameters = parameters(source);
        if (!parameters.isEmpty()) {
            actions.add(new ParametersAction(parameters));
        }
        ScheduleResult result = Queue.getInstance().schedule2(task, 0, actions);
        Queue.Item item = result.getItem();
        if (!result.isCreated() || item == null) {
            throw RequestProblem.conflict("Jenkins did not take a build of " + job.getFullDisplayName()
                    + " into its queue; see the controller's log");
        }
        BuildRequests.add(source, request, item.getId());
        ReleaseKeeper.get().lookSoon();
        return Asked.queued(request, true, item);
    }

    /** What the source was built with; for parameters that the job has got since, what they are by default. */
    private static List<ParameterValue> parameters(Run<?, ?> source) {
        List<ParameterValue> values = new ArrayList<>();
        ParametersAction given = source.getAction(ParametersAction.class);
        if (given != null) {
            values.addAll(given.getParameters());
        }
        ParametersDefinitionProperty defined = source.getParent().getProperty(ParametersDefinitionProperty.class);
        if (defined != null) {
            for (ParameterDefinition definition : defined.getParameterDefinitions()) {
                boolean isGiven = given != null && given.getParameter(definition.getName()) != null;
                ParameterValue value = isGiven ? null : definition.getDefaultParameterValue();
                if (value != null) {
                    values.add(value);
                }
            }
        }
        return values;
    }
}
