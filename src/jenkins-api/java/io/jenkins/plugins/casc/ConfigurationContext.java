package io.jenkins.plugins.casc;

/** Mirrors io.jenkins:configuration-as-code 2053.vb_0da_47381a_25. */
public class ConfigurationContext {

    private ConfigurationContext() {}

    public SecretSourceResolver getSecretSourceResolver() {
        throw new UnsupportedOperationException();
    }
}
