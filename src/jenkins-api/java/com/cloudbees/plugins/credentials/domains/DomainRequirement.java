package com.cloudbees.plugins.credentials.domains;

import hudson.ExtensionPoint;
import java.io.Serializable;

/** Mirrors org.jenkins-ci.plugins:credentials 1491.v6d6145e96e1c. */
public class DomainRequirement implements ExtensionPoint, Serializable {

    private DomainRequirement() {}
}
