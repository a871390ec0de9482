package io.jenkins.plugins.rollout.jenkins.library;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.libs.LibraryRetriever;

/** Copies the library out of the plugin's jar into a build's folder. Nothing goes over the network. */
final class PluginJarRetriever extends LibraryRetriever {
    private final String ours;

    /** @param ours the plugin's version, the only one that there is */
    PluginJarRetriever(String ours) {
        this.ours = ours;
    }

    @Override
    public void retrieve(
            @NonNull String name,
            @NonNull String version,
            boolean changelog,
            @NonNull FilePath target,
            @NonNull Run<?, ?> run,
            @NonNull TaskListener listener)
            throws IOException {
        retrieve(name, version, target, run, listener);
    }

    @Override
    public void retrieve(
            @NonNull String name,
            @NonNull String version,
            @NonNull FilePath target,
            @NonNull Run<?, ?> run,
            @NonNull TaskListener listener)
            throws IOException {
        if (!version.equals(ours)) {
            throw new AbortException(
                    "Library '" + name + "' comes with the plugin Rollout Matrix, which has it in version "
                            + ours + " and no other; this Jenkinsfile asks for " + version
                            + ". Leave the version out, as in @Library('"
                            + name + "') _, or have a library named '" + name
                            + "' configured from Git, which then takes the place of"
                            + " the plugin's.");
        }
        // The folder of a build is on the controller.
        LibraryFiles.copyTo(Path.of(target.getRemote()));
    }
}
