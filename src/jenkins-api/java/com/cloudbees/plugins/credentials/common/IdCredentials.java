package com.cloudbees.plugins.credentials.common;

import com.cloudbees.plugins.credentials.Credentials;

/** Mirrors org.jenkins-ci.plugins:credentials 1491.v6d6145e96e1c. */
public interface IdCredentials extends Credentials {}
