package io.jenkins.plugins.rollout.jenkins.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.Util;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Item;
import hudson.model.Run;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutAction;
import io.jenkins.plugins.rollout.jenkins.drive.RolloutPageButton;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The rollouts of a build: {@code rollout/} below it, with the documents that the page reads. There for builds that have
 * one, and for those who may see it.
 */
@ExportedBean
public final class RolloutPage extends Tab {
    static final String URL = "rollout";

    private final Run<?, ?> build;

    RolloutPage(Run<?, ?> build) {
        super(build);
        this.build = build;
    }

    @Override
    public String getIconFileName() {
        return "symbol-rollout plugin-rollout-matrix";
    }

    @Override
    public String getDisplayName() {
        return "Rollout";
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    public Run<?, ?> getBuild() {
        return build;
    }

    /** Where scripts and styles are, relative to Jenkins' own address. */
    public String getFiles() {
        return PageFiles.address();
    }

    public List<String> getModules() {
        return PageFiles.MODULES;
    }

    // What is shown

    /** The build's rollouts, the newest first. */
    @Exported
    public List<RolloutDocument> getRollouts() {
        check();
        List<RolloutDocument> documents = new ArrayList<>();
        for (String id : RolloutAction.of(build)) {
            documents.add(0, document(id));
        }
        return documents;
    }

    /** The one that the address asks for, else the newest. */
    public RolloutDocument getShown() {
        check();
        return document(asked().orElseGet(() -> last(RolloutAction.of(build))));
    }

    private RolloutDocument document(String id) {
        return Documents.get().whole(build, id).map(RolloutDocument::new).orElseGet(() -> RolloutDocument.lost(id));
    }

    private static String last(List<String> rollouts) {
        return rollouts.get(rollouts.size() - 1);
    }

    /** The rollout that the address names, if it is one of the build's. */
    private Optional<String> asked() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        String wanted = request == null ? null : request.getParameter("rollout");
        return Optional.ofNullable(wanted).filter(RolloutAction.of(build)::contains);
    }

    /** How many rollouts the build has beside the one that is shown. */
    public int getOthers() {
        return RolloutAction.of(build).size() - 1;
    }

    /** What the current user may do with the rollout that is shown. */
    public List<PageButton> getButtons() {
        check();
        Optional<List<PageButton>> buttons = Documents.get().read(getShown().getId(), this::buttons);
        return buttons.orElse(List.of());
    }

    private List<PageButton> buttons(Rollout rollout) {
        List<PageButton> buttons = new ArrayList<>();
        for (RolloutPageButton button : RolloutPageButton.allowed(build)) {
            button.address(build, rollout).ifPresent(address -> buttons.add(new PageButton(button, address)));
        }
        return buttons;
    }

    // What scripts read

    public Api getApi() {
        check();
        return new Api(this);
    }

    /** {@code list}: the build's rollouts in short. */
    public void doList(StaplerResponse2 response) throws IOException {
        check();
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode rollouts = list.putArray("rollouts");
        getRollouts().forEach(rollout -> rollouts.add(rollout.summary()));
        Answers.json(response, list);
    }

    /** {@code status?rollout=ID&since=CURSOR}: a rollout, or what changed in it. */
    public void doStatus(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        check();
        OptionalLong since = OptionalLong.empty();
        String cursor = request.getParameter("since");
        if (cursor != null) {
            if (!cursor.matches("-?[0-9]{1,18}")) {
                Answers.error(response, 400, "since must be a number.");
                return;
            }
            since = OptionalLong.of(Long.parseLong(cursor));
        }
        Optional<String> rollout = asked();
        Optional<ObjectNode> status =
                rollout.isPresent() ? Documents.get().status(build, rollout.get(), since) : Optional.empty();
        if (status.isPresent()) {
            Answers.json(response, status.get());
        } else {
            Answers.error(response, 404, "This build has no such rollout on record.");
        }
    }

    /** {@code story?rollout=ID&instance=NAME}: what happened to one instance. */
    public void doStory(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        check();
        String instance = Util.fixNull(request.getParameter("instance"));
        Optional<String> rollout = asked();
        Optional<ObjectNode> story =
                rollout.isPresent() ? Documents.get().story(build, rollout.get(), instance) : Optional.empty();
        if (story.isPresent()) {
            Answers.json(response, story.get());
        } else if (rollout.isPresent() && isSnapshot(rollout.get())) {
            Answers.error(
                    response,
                    404,
                    "The stories of this rollout are lost with its ledger; the build has kept the matrix only.");
        } else {
            Answers.error(response, 404, "This build has no such rollout, or no such instance in it.");
        }
    }

    private boolean isSnapshot(String rollout) {
        return Documents.get()
                .whole(build, rollout)
                .filter(document -> document.path("snapshot").asBoolean())
                .isPresent();
    }

    /** {@code log?rollout=ID&instance=NAME&node=ID}: what one branch of the pipeline printed. */
    public void doLog(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        check();
        String instance = Util.fixNull(request.getParameter("instance"));
        String node = Util.fixNull(request.getParameter("node"));
        Optional<BranchIndex.Branch> branch = asked().stream()
                .flatMap(rollout -> BranchLogs.of(build, rollout, instance).stream())
                .filter(one -> one.node().equals(node))
                .findFirst();
        if (branch.isEmpty()) {
            Answers.error(response, 404, "There is no such log.");
            return;
        }
        Answers.prepare(response, "text/plain");
        BranchLogs.write(build, branch.get(), response.getOutputStream());
    }

    /** {@code badge.svg}, {@code badge.svg?rollout=ID}: the matrix as an image for other pages. */
    public void doDynamic(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        check();
        if ("/badge.svg".equals(request.getRestOfPath())) {
            Badge.of(getShown()).answer(request, response);
        } else {
            response.sendError(404);
        }
    }

    /** Who has an address may have it from somebody else. */
    private void check() {
        build.getParent().checkPermission(Item.READ);
        build.checkPermission(RolloutPermissions.VIEW);
    }

    /** The box on the build's page. */
    @CheckForNull
    public RolloutBox getBox() {
        return RolloutPermissions.maySee(build) ? new RolloutBox(getShown()) : null;
    }

    @Extension
    public static final class Factory extends TransientActionFactory<Run<?, ?>> {
        @Override
        @SuppressWarnings("unchecked")
        public Class<Run<?, ?>> type() {
            return (Class<Run<?, ?>>) (Class<?>) Run.class;
        }

        @Override
        public Class<? extends Action> actionType() {
            return RolloutPage.class;
        }

        @Override
        public Collection<? extends Action> createFor(Run<?, ?> build) {
            boolean isShown = !RolloutAction.of(build).isEmpty() && RolloutPermissions.maySee(build);
            return isShown ? List.of(new RolloutPage(build)) : List.of();
        }
    }
}
