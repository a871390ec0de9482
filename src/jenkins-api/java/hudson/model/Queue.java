package hudson.model;

import hudson.model.queue.ScheduleResult;
import java.util.List;
import jenkins.model.queue.QueueItem;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class Queue {

    private Queue() {}

    public ScheduleResult schedule2(Queue.Task task, int number, List<Action> list) {
        throw new UnsupportedOperationException();
    }

    public Queue.Item[] getItems() {
        throw new UnsupportedOperationException();
    }

    public Queue.Item getItem(long number) {
        throw new UnsupportedOperationException();
    }

    public List<Queue.Item> getItems(Queue.Task task) {
        throw new UnsupportedOperationException();
    }

    public static Queue getInstance() {
        throw new UnsupportedOperationException();
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public interface Task extends ModelObject {}

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public abstract static class Item extends Actionable implements QueueItem {

        public long getId() {
            throw new UnsupportedOperationException();
        }

        protected Item(Queue.Item item) {}

        public String getUrl() {
            throw new UnsupportedOperationException();
        }
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public interface QueueAction extends Action {

        boolean shouldSchedule(List<Action> list);
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public static final class LeftItem extends Queue.Item {

        private LeftItem() {
            super(null);
        }

        public Queue.Executable getExecutable() {
            throw new UnsupportedOperationException();
        }

        public boolean isCancelled() {
            throw new UnsupportedOperationException();
        }
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public interface Executable extends Runnable {}
}
