package io.jenkins.plugins.casc;

/** Mirrors io.jenkins:configuration-as-code 2053.vb_0da_47381a_25. */
public class SecretSourceResolver {

    private SecretSourceResolver() {}

    public String encode(String string) {
        throw new UnsupportedOperationException();
    }

    public String resolve(String string) {
        throw new UnsupportedOperationException();
    }
}
