package org.jenkinsci.plugins.structs.describable;

import hudson.model.TaskListener;
import java.io.Serializable;
import java.util.Collection;
import java.util.Map;

/** Mirrors org.jenkins-ci.plugins:structs 362.va_b_695ef4fdf9. */
public final class DescribableModel<T> implements Serializable {

    private DescribableModel() {}

    public static <T> DescribableModel<T> of(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    public Collection<DescribableParameter> getParameters() {
        throw new UnsupportedOperationException();
    }

    public DescribableParameter getParameter(String string) {
        throw new UnsupportedOperationException();
    }

    public DescribableParameter getSoleRequiredParameter() {
        throw new UnsupportedOperationException();
    }

    public T instantiate(Map<String, ?> map, TaskListener taskListener) throws IllegalArgumentException {
        throw new UnsupportedOperationException();
    }
}
