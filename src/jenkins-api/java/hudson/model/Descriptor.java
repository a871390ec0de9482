package hudson.model;


/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Descriptor<T extends Describable<T>> {

    protected Descriptor() {}

    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    public void save() {
        throw new UnsupportedOperationException();
    }

    public void load() {
        throw new UnsupportedOperationException();
    }
}
