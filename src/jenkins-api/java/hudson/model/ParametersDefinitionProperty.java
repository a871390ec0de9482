package hudson.model;

import java.util.List;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class ParametersDefinitionProperty extends JobProperty<Job<?, ?>> implements Action {

    private ParametersDefinitionProperty() {}

    public List<ParameterDefinition> getParameterDefinitions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getDisplayName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getIconFileName() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String getUrlName() {
        throw new UnsupportedOperationException();
    }
}
