package io.jenkins.plugins.rollout.jenkins.library;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.PluginWrapper;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.LibraryResolver;

/**
 * Gives pipelines the library that this plugin brings along. A library of the same name that someone has configured, for
 * the controller or for a folder, takes its place. Not there where pipeline-groovy-lib is missing.
 */
@Extension(ordinal = RolloutLibrary.AFTER_ALL_OTHERS, optional = true)
public final class RolloutLibrary extends LibraryResolver {
    static final String NAME = "rollout";
    static final String PLUGIN = "rollout-matrix";
    static final double AFTER_ALL_OTHERS = -1000;

    /** It is code of this plugin, so it may do what the plugin may do. */
    @Override
    public boolean isTrusted() {
        return true;
    }

    @Override
    @NonNull
    public Collection<LibraryConfiguration> forJob(
            @NonNull Job<?, ?> job, @NonNull Map<String, String> libraryVersions) {
        return isClaimedByAnother(job, libraryVersions) ? List.of() : offered();
    }

    /** What is offered when someone types the name of a library. */
    @Override
    @NonNull
    public Collection<LibraryConfiguration> suggestedConfigurations(@NonNull ItemGroup<?> group) {
        return offered();
    }

    /**
     * With two libraries of one name, a build would begin with a line about that, and the step {@code library} would take
     * the last one. So ours is not mentioned at all then.
     */
    private boolean isClaimedByAnother(Job<?, ?> job, Map<String, String> libraryVersions) {
        // Whoever claims a name that was asked for takes it out of the map.
        Map<String, String> asked = new HashMap<>(libraryVersions);
        asked.putIfAbsent(NAME, null);
        for (LibraryResolver other : ExtensionList.lookup(LibraryResolver.class)) {
            if (other == this) {
                return false;
            }
            if (other.forJob(job, asked).stream().anyMatch(library -> NAME.equals(library.getName()))) {
                return true;
            }
        }
        return false;
    }

    private static List<LibraryConfiguration> offered() {
        LibraryMode mode = RolloutLibraryConfiguration.get().mode();
        if (mode == LibraryMode.OFF) {
            return List.of();
        }
        String version = version();
        // Another version may be asked for: the retriever's answer to that is clearer than "override not permitted".
        LibraryConfiguration library = new LibraryConfiguration(NAME, new PluginJarRetriever(version));
        library.setDefaultVersion(version);
        library.setImplicit(mode == LibraryMode.IMPLICIT);
        library.setIncludeInChangesets(false);
        return List.of(library);
    }

    /** The plugin's version, without what a build of a developer says of itself behind it. */
    private static String version() {
        PluginWrapper plugin = Jenkins.get().getPluginManager().getPlugin(PLUGIN);
        return plugin == null ? "unknown" : plugin.getVersion().split(" ")[0];
    }
}
