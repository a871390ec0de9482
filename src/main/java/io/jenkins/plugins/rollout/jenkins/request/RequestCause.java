package io.jenkins.plugins.rollout.jenkins.request;

import hudson.console.ModelHyperlinkNote;
import hudson.model.Cause;
import hudson.model.TaskListener;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRegistry;
import java.util.Objects;
import java.util.Optional;

/** Why a build with a request runs: who asked what of which build, and the reason. A cause by a user, to all who ask. */
public final class RequestCause extends Cause.UserIdCause {
    private final Kind kind;
    private final String rollout;
    private final String build;
    private final String reason;

    /** @param build what the build was called then, for the day when it is gone */
    RequestCause(CarriedRequest request, String build) {
        super(request.user());
        this.kind = request.kind();
        this.rollout = request.rollout();
        this.build = build;
        this.reason = request.reason();
    }

    /** Before the build's name. */
    public String getBefore() {
        return switch (kind) {
            case ROLLBACK -> "Rolled back ";
            case REDEPLOY -> "Deployed the release of ";
        };
    }

    /** After the build's name. */
    public String getAfter() {
        String by = " by " + BuildRequests.nameOf(getUserId()) + ": " + reason;
        return switch (kind) {
            case ROLLBACK -> by;
            case REDEPLOY -> " again" + by;
        };
    }

    /** The build that it was asked of, if the current user may see it. */
    private Optional<BuildLink> build() {
        return BuildLink.toDriverOf(rollout);
    }

    public String getBuildName() {
        return build().map(BuildLink::name).orElse(build);
    }

    /** Relative to Jenkins' root; empty if there is none for the current user. */
    public String getBuildUrl() {
        return build().map(BuildLink::url).orElse("");
    }

    @Override
    public String getShortDescription() {
        return getBefore() + getBuildName() + getAfter();
    }

    @Override
    public void print(TaskListener listener) {
        String name = BuildRegistry.get()
                .driverOf(rollout)
                .map(found -> ModelHyperlinkNote.encodeTo("/" + found.getUrl(), found.getFullDisplayName()))
                .orElse(build);
        listener.getLogger().println(getBefore() + name + getAfter());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RequestCause cause
                && super.equals(other)
                && kind == cause.kind
                && rollout.equals(cause.rollout)
                && reason.equals(cause.reason);
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), kind, rollout, reason);
    }
}
