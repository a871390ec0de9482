package io.jenkins.plugins.rollout.jenkins.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Item;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.rollout.Rollout;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * Where a person answers a rollout that waits for one, or ends a rollout that runs: {@code approval} below its build.
 *
 * <p>To approve takes the permission to approve. To abort, the permission to cancel the build is enough as well: whoever may
 * stop the build can end its rollout that way already.
 */
public final class ApprovalForm implements Action, StaplerProxy {
    private final Run<?, ?> build;

    private ApprovalForm(Run<?, ?> build) {
        this.build = build;
    }

    @Override
    public Object getTarget() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        if (!isAllowed() && request != null && Asking.isJson(request)) {
            throw JsonAnswer.problem(
                    RequestProblem.forbidden(Jenkins.getAuthentication2().getName(), RolloutPermissions.APPROVE));
        }
        build.checkPermission(RolloutPermissions.VIEW);
        if (!mayAbort()) {
            build.checkPermission(RolloutPermissions.APPROVE);
        }
        return this;
    }

    private boolean isAllowed() {
        return RolloutPermissions.maySee(build) && mayAbort();
    }

    private boolean mayAbort() {
        return isMayApprove() || build.getParent().hasPermission(Item.CANCEL);
    }

    public boolean isMayApprove() {
        return build.hasPermission(RolloutPermissions.APPROVE);
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return isAllowed() && build.isBuilding() ? "symbol-play" : null;
    }

    @Override
    public String getDisplayName() {
        return "Approve or abort";
    }

    @Override
    public String getUrlName() {
        return "approval";
    }

    public Run<?, ?> getObject() {
        return build;
    }

    /** A rollout as the form shows it. Read by Jelly, hence public. */
    public record Open(String id, String service, String version, String state, String question) {}

    /** The build's rollouts that have not ended, or the one that is asked for. */
    public List<Open> getRollouts() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String wanted = request == null ? null : request.getParameter("rollout");
        return RolloutAction.of(build).stream()
                .filter(id -> wanted == null || wanted.isEmpty() || wanted.equals(id))
                .map(BuildRollouts::load)
                .filter(rollout -> rollout.finished().isEmpty())
                .map(rollout -> new Open(
                        rollout.id(),
                        rollout.plan().service(),
                        rollout.plan().version(),
                        rollout.state().word(),
                        rollout.question().orElse("")))
                .toList();
    }

    /** What went wrong with what was sent; empty if nothing did. */
    public String getProblem() {
        return attribute("problem");
    }

    /** The reason that was sent. */
    public String getReason() {
        return attribute("reason");
    }

    private static String attribute(String name) {
        Object value = Stapler.getCurrentRequest2().getAttribute("rollout-" + name);
        return value == null ? "" : value.toString();
    }

    @RequirePOST
    public HttpResponse doApprove(StaplerRequest2 request) throws IOException {
        build.checkPermission(RolloutPermissions.VIEW);
        if (!Asking.isJson(request)) {
            build.checkPermission(RolloutPermissions.APPROVE);
        }
        return answer(request, Optional.of(RolloutPermissions.APPROVE), BuildRollouts.get()::approve);
    }

    @RequirePOST
    public HttpResponse doAbort(StaplerRequest2 request) throws IOException {
        build.checkPermission(RolloutPermissions.VIEW);
        return answer(request, Optional.empty(), BuildRollouts.get()::abort);
    }

    private interface Answer {
        /** @param rollout the id */
        void give(String rollout, String by, String reason);
    }

    private HttpResponse answer(StaplerRequest2 request, Optional<Permission> needed, Answer answer)
            throws IOException {
        Asking asking = null;
        try {
            if (needed.isPresent() && !build.hasPermission(needed.get())) {
                throw RequestProblem.forbidden(Jenkins.getAuthentication2().getName(), needed.get());
            }
            asking = Asking.of(request);
            asking.requireReason();
            Rollout rollout = open(asking.rollout());
            answer.give(rollout.id(), Jenkins.getAuthentication2().getName(), asking.reason());
            return Asking.isJson(request)
                    ? new JsonAnswer(200, document(BuildRollouts.load(rollout.id())))
                    : HttpResponses.redirectTo(".");
        } catch (RequestProblem problem) {
            return refuse(request, asking, problem);
        } catch (InvalidInputException | LedgerException problem) {
            return refuse(request, asking, RequestProblem.conflict(problem.getMessage()));
        }
    }

    /** The rollout of that id; without an id the build's only one that has not ended. */
    private Rollout open(String id) {
        if (!id.isEmpty()) {
            return RequestForm.rollout(build, id);
        }
        List<Rollout> open = RolloutAction.of(build).stream()
                .map(BuildRollouts::load)
                .filter(rollout -> rollout.finished().isEmpty())
                .toList();
        if (open.size() != 1) {
            throw RequestProblem.conflict(
                    open.isEmpty()
                            ? "no rollout of this build is open any more"
                            : "several rollouts of this build are open; say which one in 'rollout'");
        }
        return open.get(0);
    }

    private static Map<String, Object> document(Rollout rollout) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rollout", rollout.id());
        document.put("state", rollout.state().word());
        return document;
    }

    private HttpResponse refuse(StaplerRequest2 request, @CheckForNull Asking asking, RequestProblem problem) {
        if (asking == null || Asking.isJson(request)) {
            return JsonAnswer.problem(problem);
        }
        String reason = asking.reason();
        return new HttpResponses.HttpResponseException() {
            private static final long serialVersionUID = 1L;

            @Override
            public void generateResponse(StaplerRequest2 req, StaplerResponse2 response, Object node)
                    throws IOException, ServletException {
                response.setStatus(problem.status());
                req.setAttribute("rollout-problem", problem.getMessage());
                req.setAttribute("rollout-reason", reason);
                req.getView(ApprovalForm.this, "index.jelly").forward(req, response);
            }
        };
    }

    @Extension
    public static final class Factory extends TransientActionFactory<Run<?, ?>> {
        @SuppressWarnings({"unchecked", "rawtypes"})
        @Override
        public Class<Run<?, ?>> type() {
            return (Class) Run.class;
        }

        @Override
        public Class<ApprovalForm> actionType() {
            return ApprovalForm.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run<?, ?> build) {
            return RolloutAction.of(build).isEmpty() ? List.of() : List.of(new ApprovalForm(build));
        }
    }
}
