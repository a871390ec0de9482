package hudson.model;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class Api implements ModelObject {

    public Api(Object bean) {}

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }
}
