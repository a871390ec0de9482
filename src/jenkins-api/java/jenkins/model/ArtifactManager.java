package jenkins.model;

import jenkins.util.VirtualFile;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class ArtifactManager {

    private ArtifactManager() {}

    public abstract VirtualFile root();
}
