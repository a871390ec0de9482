package org.jenkinsci.plugins.workflow.libs;

import hudson.ExtensionPoint;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.Collection;
import java.util.Map;

/** Mirrors io.jenkins.plugins:pipeline-groovy-lib 787.ve2fef0efdca_6. */
public abstract class LibraryResolver implements ExtensionPoint {

    public LibraryResolver() {}

    public abstract boolean isTrusted();

    public abstract Collection<LibraryConfiguration> forJob(Job<?, ?> job, Map<String, String> map);

    public Collection<LibraryConfiguration> suggestedConfigurations(ItemGroup<?> itemGroup) {
        throw new UnsupportedOperationException();
    }
}
