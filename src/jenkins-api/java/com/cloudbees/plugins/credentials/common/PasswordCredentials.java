package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.Credentials;
import hudson.util.Secret;

/** Mirrors org.jenkins-ci.plugins:credentials 1491.v6d6145e96e1c. */
public interface PasswordCredentials extends Credentials {

    Secret getPassword();
}
