package com.cloudbees.plugins.credentials;

/** Mirrors org.jenkins-ci.plugins:credentials 1491.v6d6145e96e1c. */
@SuppressWarnings("rawtypes")
public class CredentialsMatchers {

    private CredentialsMatchers() {}

    public static CredentialsMatcher instanceOf(Class type) {
        throw new UnsupportedOperationException();
    }

    public static CredentialsMatcher anyOf(CredentialsMatcher... credentialsMatchers) {
        throw new UnsupportedOperationException();
    }
}
