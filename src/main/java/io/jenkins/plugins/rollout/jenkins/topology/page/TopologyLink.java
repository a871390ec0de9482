package io.jenkins.plugins.rollout.jenkins.topology.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import io.jenkins.plugins.rollout.jenkins.topology.CurrentTopology;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.topology.Section;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/**
 * "Rollout topology" under Manage Jenkins, and all pages below it. Whoever has Rollout/Configure may use them at
 * {@code /manage/rollout-topology/}. Jenkins shows the list of Manage Jenkins itself, with the link there, only to those
 * who also have Overall/Manage, Overall/SystemRead or Overall/Administer.
 */
@Extension
@Symbol("rolloutTopologyPage")
public final class TopologyLink extends ManagementLink implements StaplerProxy {
    static final String URL = "rollout-topology";

    @Override
    public String getIconFileName() {
        return "symbol-project-relationship";
    }

    @Override
    public String getDisplayName() {
        return "Rollout topology";
    }

    @Override
    public String getDescription() {
        return "Environments, customers, services and instances that releases are brought to.";
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.CONFIGURATION;
    }

    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return RolloutPermissions.CONFIGURE;
    }

    /** Guards everything below, views included. */
    @Override
    public Object getTarget() {
        checkPermission();
        return this;
    }

    static void checkPermission() {
        Jenkins.get().checkPermission(RolloutPermissions.CONFIGURE);
    }

    /** Exactly one of this, {@link #isNone} and {@link #getBroken} is so. */
    public boolean isValid() {
        return TopologyConfiguration.get().current() instanceof CurrentTopology.Valid;
    }

    public boolean isNone() {
        return TopologyConfiguration.get().current() instanceof CurrentTopology.None;
    }

    /** Null unless the file on the disk can't be used. */
    @CheckForNull
    public BrokenFile getBroken() {
        return TopologyConfiguration.get().current() instanceof CurrentTopology.Broken broken
                ? new BrokenFile(broken)
                : null;
    }

    /** The page of a section: {@code customers}. */
    @CheckForNull
    public ItemsPage getDynamic(String token) {
        return Section.ofKey(token).map(ItemsPage::new).orElse(null);
    }

    public ImportPage getImport() {
        return new ImportPage();
    }

    public VersionsPage getVersions() {
        return new VersionsPage();
    }

    /** The instances by customer and environment, for the page's script. */
    @GET
    public void doMatrix(StaplerResponse2 response) throws IOException {
        checkPermission();
        Json.send(response, MatrixJson.of(TopologyConfiguration.get().topology()));
    }

    /** The topology's text as a file. */
    @GET
    public void doExport(StaplerResponse2 response) throws IOException {
        checkPermission();
        if (!(TopologyConfiguration.get().current() instanceof CurrentTopology.Valid valid)) {
            response.sendError(StaplerResponse2.SC_NOT_FOUND, "There is no valid topology to export.");
            return;
        }
        response.setContentType("application/yaml;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Disposition", "attachment; filename=\"topology.yaml\"");
        response.getOutputStream().write(valid.text().getBytes(StandardCharsets.UTF_8));
    }
}
