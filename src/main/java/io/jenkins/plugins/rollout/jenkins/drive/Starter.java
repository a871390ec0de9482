package io.jenkins.plugins.rollout.jenkins.drive;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Run;
import java.util.List;
import java.util.Optional;

/** Who started a build, through however many builds between. */
final class Starter {
    private Starter() {}

    /** A user's id, or what Jenkins says of the build's first cause. */
    static String of(Run<?, ?> build) {
        CauseAction action = build.getAction(CauseAction.class);
        List<Cause> causes = action == null ? List.of() : action.getCauses();
        return user(causes)
                .or(() -> causes.stream().findFirst().map(Cause::getShortDescription))
                .orElseGet(build::getFullDisplayName);
    }

    private static Optional<String> user(List<Cause> causes) {
        return causes.stream().map(Starter::user).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> user(Cause cause) {
        if (cause instanceof Cause.UserIdCause byUser) {
            return Optional.ofNullable(byUser.getUserId());
        }
        return cause instanceof Cause.UpstreamCause upstream ? user(upstream.getUpstreamCauses()) : Optional.empty();
    }
}
