package io.jenkins.plugins.casc;

import io.jenkins.plugins.casc.model.CNode;

/** Mirrors io.jenkins:configuration-as-code 2053.vb_0da_47381a_25. */
public class ConfiguratorException extends RuntimeException {

    private ConfiguratorException() {}

    public static ConfiguratorException from(CNode cnode, String string) {
        throw new UnsupportedOperationException();
    }

    public static ConfiguratorException from(CNode cnode, String string, Throwable throwable) {
        throw new UnsupportedOperationException();
    }

    public String getErrorMessage() {
        throw new UnsupportedOperationException();
    }
}
