package hudson.model.queue;

import hudson.model.Queue;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class ScheduleResult {

    private ScheduleResult() {}

    public boolean isCreated() {
        throw new UnsupportedOperationException();
    }

    public Queue.Item getItem() {
        throw new UnsupportedOperationException();
    }
}
