package io.jenkins.plugins.rollout.jenkins.topology.page;

import hudson.model.ModelObject;
import hudson.util.HttpResponses;
import io.jenkins.plugins.rollout.jenkins.topology.ChangedMeanwhileException;
import io.jenkins.plugins.rollout.jenkins.topology.EditProblem;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyDescribable;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyDescriptor;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyEdit;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyDocument;
import io.jenkins.plugins.rollout.topology.TopologyItem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import net.sf.json.JSONObject;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The items of one section: a list to search, and a form for each. */
public final class ItemsPage implements ModelObject {
    private final Section section;

    ItemsPage(Section section) {
        this.section = section;
    }

    public Section getSection() {
        return section;
    }

    @Override
    public String getDisplayName() {
        return Titles.plural(section);
    }

    public String getSingular() {
        return section.singular();
    }

    public boolean isEditable() {
        return TopologyConfiguration.get().document().isPresent();
    }

    /** Instances that aren't listed, but made by templates. */
    public int getMadeByTemplates() {
        if (section != Section.INSTANCES || !isEditable()) {
            return 0;
        }
        return TopologyConfiguration.get().topology().instances().size()
                - document().items(section).size();
    }

    /** For the page's script. */
    @GET
    public void doRows(StaplerResponse2 response) throws IOException {
        TopologyLink.checkPermission();
        Json.send(response, ItemsJson.of(document(), section));
    }

    @GET
    public HttpResponse doAdd() {
        TopologyLink.checkPermission();
        return ItemForm.add(TopologyDescriptor.ofSection(section));
    }

    @GET
    public HttpResponse doEdit(@QueryParameter(required = true) String name) {
        TopologyLink.checkPermission();
        return document()
                .item(section, name)
                .<HttpResponse>map(item -> ItemForm.edit(
                        name, TopologyDescriptor.ofSection(section).describable(item)))
                .orElseGet(() -> notThere(name));
    }

    /** Takes the form of one item. */
    @RequirePOST
    public HttpResponse doSave(StaplerRequest2 request) throws ServletException {
        TopologyLink.checkPermission();
        JSONObject submitted = request.getSubmittedForm();
        TopologyDescriptor descriptor = TopologyDescriptor.ofSection(section);
        TopologyDescribable item = request.bindJSON(descriptor.clazz, submitted);
        String original = submitted.optString("original");
        boolean isNew = original.isEmpty();
        if (!isNew && document().item(section, original).isEmpty()) {
            return notThere(original);
        }
        TopologyEdit edit = isNew
                ? TopologyEdit.add(document(), section, item.toItem())
                : TopologyEdit.replace(document(), section, original, item.toItem());
        ItemForm form = new ItemForm(original, item, submitted.optInt("basedOn"));
        String why = section.singular() + " " + item.getName() + (isNew ? " added" : " changed");
        return apply(edit, why, form);
    }

    /** Removes an item. */
    @RequirePOST
    public HttpResponse doDelete(@QueryParameter(required = true) String name, @QueryParameter int basedOn) {
        TopologyLink.checkPermission();
        TopologyItem item = document().item(section, name).orElse(null);
        if (item == null) {
            return notThere(name);
        }
        TopologyDescribable describable = TopologyDescriptor.ofSection(section).describable(item);
        return apply(
                TopologyEdit.remove(document(), section, name),
                section.singular() + " " + name + " removed",
                new ItemForm(name, describable, basedOn));
    }

    private static HttpResponse apply(TopologyEdit edit, String why, ItemForm form) {
        List<EditProblem> problems = edit.problems();
        boolean isLate =
                form.getBasedOn() != TopologyConfiguration.get().current().number();
        if (!isLate && problems.stream().anyMatch(EditProblem::isError)) {
            return form.refused(problems);
        }
        try {
            TopologyConfiguration.get().replace(edit.yaml(), why, form.getBasedOn());
        } catch (ChangedMeanwhileException e) {
            return form.late(e.getMessage());
        }
        return new HttpRedirect(".");
    }

    private static TopologyDocument document() {
        return TopologyConfiguration.get().document().orElse(TopologyDocument.EMPTY);
    }

    private HttpResponse notThere(String name) {
        return HttpResponses.error(
                StaplerResponse2.SC_NOT_FOUND,
                "There is no " + section.singular() + " named '" + name + "' any more; look at the list again.");
    }
}
