package io.jenkins.plugins.rollout.jenkins.request;

import hudson.model.Action;
import hudson.model.Queue;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutRequest;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A person's request as a queue's item and then a build carry it: of which rollout, for which instances, by whom and why.
 * An item of the queue with a request is never taken for one without, or with another one.
 */
abstract class CarriedRequest extends RolloutRequest implements Queue.QueueAction {
    private final String id = UUID.randomUUID().toString();
    private final String rollout;
    private final String service;
    private final String reason;
    private final String user;
    private final List<Target> targets;

    /**
     * @param rollout the id of the rollout that it is asked of
     * @param user the id of who asks
     */
    CarriedRequest(String rollout, String service, List<Target> targets, String reason, String user) {
        this.rollout = rollout;
        this.service = service;
        this.targets = new ArrayList<>(targets);
        this.reason = reason;
        this.user = user;
    }

    abstract Kind kind();

    String id() {
        return id;
    }

    /** The id of the rollout that it is asked of. */
    String rollout() {
        return rollout;
    }

    /** The id of the user who asks. */
    String user() {
        return user;
    }

    @Override
    public String mode() {
        return kind().word();
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public String reason() {
        return reason;
    }

    List<String> instances() {
        return targets.stream().map(Target::instance).toList();
    }

    Map<String, Target> targets() {
        Map<String, Target> byInstance = new HashMap<>();
        targets.forEach(target -> byInstance.put(target.instance(), target));
        return byInstance;
    }

    /** The same thing for the same instances, whoever asks and why. */
    boolean asksTheSameAs(CarriedRequest other) {
        Map<String, Target> others = other.targets();
        return kind() == other.kind()
                && rollout.equals(other.rollout)
                && targets.size() == others.size()
                && targets.stream()
                        .allMatch(target -> others.containsKey(target.instance())
                                && others.get(target.instance()).asksTheSameAs(target));
    }

    /** The instances that both ask something of. */
    Set<String> sharedWith(CarriedRequest other) {
        Set<String> names = targets().keySet();
        return other.targets.stream()
                .map(Target::instance)
                .filter(names::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream().noneMatch(action -> action instanceof CarriedRequest other && id.equals(other.id));
    }

    /** @throws InvalidInputException if the pipeline's step asks for another service */
    void requireService(RolloutSpec spec) {
        if (!spec.service().equals(service)) {
            throw new InvalidInputException("this build was started to " + kind().verb() + " instances of " + service
                    + ", and this step plans a rollout of " + spec.service()
                    + "; ask rolloutMode() in the pipeline, and skip what is not needed");
        }
    }

    /**
     * The plan with what changed since it was asked for.
     *
     * @param left out of it, a phrase each
     * @throws InvalidInputException if nothing else is left
     */
    static Plan without(List<String> left, Plan plan) {
        if (left.isEmpty()) {
            return plan;
        }
        List<String> warnings = new ArrayList<>();
        warnings.add(Names.count(left.size(), "instance")
                + " left out, because of what changed since this was asked for: " + Names.list(left));
        warnings.addAll(plan.warnings());
        return new Plan(plan.action(), plan.service(), plan.version(), plan.waves(), plan.promotion(), warnings);
    }
}
