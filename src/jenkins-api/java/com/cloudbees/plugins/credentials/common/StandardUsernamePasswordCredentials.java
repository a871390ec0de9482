package com.cloudbees.plugins.credentials.common;

/** Mirrors org.jenkins-ci.plugins:credentials 1491.v6d6145e96e1c. */
public interface StandardUsernamePasswordCredentials
        extends StandardCredentials, UsernameCredentials, PasswordCredentials {}
