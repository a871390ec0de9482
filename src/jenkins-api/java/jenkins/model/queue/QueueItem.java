package jenkins.model.queue;

import hudson.model.ModelObject;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public interface QueueItem extends ModelObject {

    @Override
    default String getDisplayName() {
        throw new UnsupportedOperationException();
    }
}
