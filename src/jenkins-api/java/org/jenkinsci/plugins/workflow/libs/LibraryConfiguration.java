package org.jenkinsci.plugins.workflow.libs;

import hudson.model.Describable;

/** Mirrors io.jenkins.plugins:pipeline-groovy-lib 787.ve2fef0efdca_6. */
public class LibraryConfiguration implements Describable<LibraryConfiguration> {

    public LibraryConfiguration(String name, LibraryRetriever retriever) {}

    public String getName() {
        throw new UnsupportedOperationException();
    }

    public void setDefaultVersion(String string) {
        throw new UnsupportedOperationException();
    }

    public void setImplicit(boolean flag) {
        throw new UnsupportedOperationException();
    }

    public void setIncludeInChangesets(boolean flag) {
        throw new UnsupportedOperationException();
    }
}
