package io.jenkins.plugins.rollout.jenkins.library;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.PluginWrapper;
import hudson.util.ListBoxModel;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.verb.POST;

/**
 * Which pipelines get the plugin's own library: Manage Jenkins > System > Rollout library. It knows no type of
 * pipeline-groovy-lib, as it is loaded where that is missing too.
 */
@Extension
@Symbol("rolloutLibrary")
public final class RolloutLibraryConfiguration extends GlobalConfiguration {
    private static final String LOADER = "pipeline-groovy-lib";

    private LibraryMode mode = LibraryMode.IMPLICIT;

    public RolloutLibraryConfiguration() {
        load();
    }

    static RolloutLibraryConfiguration get() {
        return ExtensionList.lookupSingleton(RolloutLibraryConfiguration.class);
    }

    synchronized LibraryMode mode() {
        return mode;
    }

    /** One of {@code implicit}, {@code on-request} and {@code off}. */
    public synchronized String getMode() {
        return mode().word();
    }

    /** @throws IllegalArgumentException if there is no such mode */
    @DataBoundSetter
    public synchronized void setMode(String mode) {
        this.mode = LibraryMode.of(mode);
        save();
    }

    @POST
    public ListBoxModel doFillModeItems() {
        ListBoxModel items = new ListBoxModel();
        for (LibraryMode one : LibraryMode.values()) {
            items.add(one.title(), one.word());
        }
        return items;
    }

    /** Not shown where no pipeline can load a library. */
    @Override
    @CheckForNull
    public String getGlobalConfigPage() {
        PluginWrapper loader = Jenkins.get().getPluginManager().getPlugin(LOADER);
        return loader != null && loader.isActive() ? super.getGlobalConfigPage() : null;
    }
}
