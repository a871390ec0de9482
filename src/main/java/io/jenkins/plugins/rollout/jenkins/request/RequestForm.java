package io.jenkins.plugins.rollout.jenkins.request;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.Run;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.jenkins.drive.BuildRollouts;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutRequest;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.rollout.Rollout;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * Where a person, or a script, asks something of a build that rolled out: {@code rollback} and {@code redeploy} below the
 * build. What is sent as JSON is answered as JSON.
 */
public final class RequestForm implements Action, StaplerProxy {
    private final Run<?, ?> build;
    private final Kind kind;

    private RequestForm(Run<?, ?> build, Kind kind) {
        this.build = build;
        this.kind = kind;
    }

    /** Nothing here is for those who may not ask. */
    @Override
    public Object getTarget() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        if (!isAllowed() && request != null && Asking.isJson(request)) {
            throw JsonAnswer.problem(
                    RequestProblem.forbidden(Jenkins.getAuthentication2().getName(), RolloutPermissions.ROLL_BACK));
        }
        build.checkPermission(RolloutPermissions.VIEW);
        build.checkPermission(RolloutPermissions.ROLL_BACK);
        return this;
    }

    private boolean isAllowed() {
        return RolloutPermissions.maySee(build) && build.hasPermission(RolloutPermissions.ROLL_BACK);
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return isAllowed() ? kind.symbol() : null;
    }

    @Override
    public String getDisplayName() {
        return kind.label();
    }

    @Override
    public String getUrlName() {
        return kind.word();
    }

    /** The build, as pages call it. */
    public Run<?, ?> getObject() {
        return build;
    }

    /** The page as it is asked for now. */
    public FormPage getPage() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        if (request.getAttribute("page") instanceof FormPage page) {
            return page;
        }
        String wanted = request.getParameter("rollout");
        return FormPage.of(build, kind, wanted == null ? "" : wanted);
    }

    @RequirePOST
    public HttpResponse doPreview(StaplerRequest2 request) throws IOException {
        return answer(request, asking -> {
            if (!Asking.isJson(request)) {
                asking.requireReason();
            }
            Prepared prepared = prepare(asking);
            return Asking.isJson(request)
                    ? new JsonAnswer(200, JsonAnswer.of(prepared.plan()))
                    : show("confirm", 200, FormPage.preview(build, kind, asking, prepared.plan()));
        });
    }

    @RequirePOST
    public HttpResponse doStart(StaplerRequest2 request) throws IOException {
        return answer(request, asking -> {
            asking.requireReason();
            Asked asked = ask(asking);
            return Asking.isJson(request)
                    ? new JsonAnswer(asked.isNew() ? 201 : 200, document(asked))
                    : HttpResponses.redirectTo("./?" + (asked.isNew() ? "asked=" : "found=")
                            + asked.request().id());
        });
    }

    private Asked ask(Asking asking) throws IOException {
        Prepared prepared;
        try {
            prepared = prepare(asking);
        } catch (RequestProblem | InvalidInputException e) {
            // What somebody else asked for a moment ago is in the way of asking for it once more.
            String id = rollout(build, asking.rollout()).id();
            return Pending.same(build, kind, id, asking.instances()).orElseThrow(() -> e);
        }
        return Requests.ask(build, prepared.request()).withPlan(prepared.plan());
    }

    private record Prepared(CarriedRequest request, Plan plan) {}

    private Prepared prepare(Asking asking) {
        Offer offer = Offer.of(kind, build, rollout(build, asking.rollout()), asking.to());
        List<Row> chosen = Offer.chosen(kind, offer.rows(), asking.instances());
        CarriedRequest request = offer.requestFor(
                chosen, asking.reason(), Jenkins.getAuthentication2().getName());
        return new Prepared(request, offer.preview(request));
    }

    /**
     * One of a build's rollouts.
     *
     * @param id empty for the last one
     * @throws RequestProblem if it is none of the build's
     */
    static Rollout rollout(Run<?, ?> build, String id) {
        List<String> own = RolloutAction.of(build);
        if (own.isEmpty() || !id.isEmpty() && !own.contains(id)) {
            throw RequestProblem.missing("this build has no rollout" + (id.isEmpty() ? "" : " '" + id + "'"));
        }
        return BuildRollouts.load(id.isEmpty() ? own.get(own.size() - 1) : id);
    }

    private static Map<String, Object> document(Asked asked) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("message", asked.message());
        document.put("isNew", asked.isNew());
        document.put("askedBy", asked.request().user());
        asked.item().ifPresent(item -> document.put("queueUrl", root() + item.getUrl()));
        asked.build().ifPresent(run -> document.put("buildUrl", root() + run.getUrl()));
        asked.plan().ifPresent(plan -> document.put("plan", JsonAnswer.of(plan)));
        return document;
    }

    private static String root() {
        String root = Jenkins.get().getRootUrl();
        return root == null ? "" : root;
    }

    private interface Answer {
        HttpResponse to(Asking asking) throws IOException;
    }

    private HttpResponse answer(StaplerRequest2 request, Answer answer) throws IOException {
        build.checkPermission(RolloutPermissions.ROLL_BACK);
        Asking asking = null;
        try {
            asking = Asking.of(request);
            return answer.to(asking);
        } catch (RequestProblem problem) {
            return refuse(request, asking, problem);
        } catch (InvalidInputException | LedgerException problem) {
            return refuse(request, asking, RequestProblem.conflict(problem.getMessage()));
        }
    }

    private HttpResponse refuse(StaplerRequest2 request, @CheckForNull Asking asking, RequestProblem problem) {
        if (asking == null || Asking.isJson(request)) {
            return JsonAnswer.problem(problem);
        }
        return show("index", problem.status(), FormPage.problem(build, kind, asking, problem.getMessage()));
    }

    private HttpResponse show(String view, int status, FormPage page) {
        return new HttpResponses.HttpResponseException() {
            private static final long serialVersionUID = 1L;

            @Override
            public void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
                    throws IOException, ServletException {
                response.setStatus(status);
                request.setAttribute("page", page);
                request.getView(RequestForm.this, view + ".jelly").forward(request, response);
            }
        };
    }

    /** Builds that rolled out have both forms; one that took something back has no release of its own to ask about. */
    @Extension
    public static final class Factory extends TransientActionFactory<Run<?, ?>> {
        @SuppressWarnings({"unchecked", "rawtypes"})
        @Override
        public Class<Run<?, ?>> type() {
            return (Class) Run.class;
        }

        @Override
        public Class<RequestForm> actionType() {
            return RequestForm.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run<?, ?> build) {
            boolean isRollback = RolloutRequest.of(build)
                    .filter(request -> request.mode().equals(Kind.ROLLBACK.word()))
                    .isPresent();
            return RolloutAction.of(build).isEmpty() || isRollback
                    ? List.of()
                    : List.of(new RequestForm(build, Kind.ROLLBACK), new RequestForm(build, Kind.REDEPLOY));
        }
    }
}
