package org.jenkinsci.plugins.structs.describable;

import java.lang.reflect.Type;

/** Mirrors org.jenkins-ci.plugins:structs 362.va_b_695ef4fdf9. */
public final class DescribableParameter {

    private DescribableParameter() {}

    public Type getRawType() {
        throw new UnsupportedOperationException();
    }

    public String getName() {
        throw new UnsupportedOperationException();
    }

    public boolean isRequired() {
        throw new UnsupportedOperationException();
    }
}
