package hudson.model;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public interface Describable<T extends Describable<T>> {

    default Descriptor<T> getDescriptor() {
        throw new UnsupportedOperationException();
    }
}
