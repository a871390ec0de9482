package org.jenkinsci.plugins.workflow.libs;

import hudson.ExtensionPoint;
import hudson.FilePath;
import hudson.model.Describable;
import hudson.model.Run;
import hudson.model.TaskListener;

/** Mirrors io.jenkins.plugins:pipeline-groovy-lib 787.ve2fef0efdca_6. */
public abstract class LibraryRetriever implements Describable<LibraryRetriever>, ExtensionPoint {

    public LibraryRetriever() {}

    public abstract void retrieve(
            String string, String string2, boolean flag, FilePath filePath, Run<?, ?> run, TaskListener taskListener)
            throws Exception;

    public abstract void retrieve(
            String string, String string2, FilePath filePath, Run<?, ?> run, TaskListener taskListener)
            throws Exception;
}
