package io.jenkins.plugins.rollout.jenkins.request;

import hudson.security.Permission;

/** A request that can't be met: one sentence for the person who made it, and the HTTP status that fits. */
final class RequestProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private RequestProblem(int status, String message) {
        super(message);
        this.status = status;
    }

    /** What was sent makes no sense, now or ever. */
    static RequestProblem invalid(String message) {
        return new RequestProblem(400, message);
    }

    static RequestProblem forbidden(String user, Permission permission) {
        return new RequestProblem(
                403, user + " lacks the permission " + permission.group.title + "/" + permission.name + " on this job");
    }

    static RequestProblem missing(String message) {
        return new RequestProblem(404, message);
    }

    /** It can't be done as things stand now. */
    static RequestProblem conflict(String message) {
        return new RequestProblem(409, message);
    }

    int status() {
        return status;
    }
}
