package org.jenkinsci.plugins.structs.describable;

import java.util.Map;

/** Mirrors org.jenkins-ci.plugins:structs 362.va_b_695ef4fdf9. */
public interface CustomDescribableModel {

    default Map<String, Object> customInstantiate(Map<String, Object> map) {
        throw new UnsupportedOperationException();
    }
}
