package hudson.model;

import hudson.ExtensionPoint;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public interface RootAction extends Action, ExtensionPoint {}
