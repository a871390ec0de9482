package org.jenkinsci.plugins.structs.describable;

import java.io.Serializable;
import java.util.Map;

/** Mirrors org.jenkins-ci.plugins:structs 362.va_b_695ef4fdf9. */
public class UninstantiatedDescribable implements Serializable {

    public static final String ANONYMOUS_KEY = "<anonymous>";

    private UninstantiatedDescribable() {}

    public String getSymbol() {
        throw new UnsupportedOperationException();
    }

    public Map<String, ?> getArguments() {
        throw new UnsupportedOperationException();
    }
}
