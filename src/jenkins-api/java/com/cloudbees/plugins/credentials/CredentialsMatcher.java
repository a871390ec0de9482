package com.cloudbees.plugins.credentials;

import java.io.Serializable;

/** Mirrors org.jenkins-ci.plugins:credentials 1491.v6d6145e96e1c. */
public interface CredentialsMatcher extends Serializable {}
