package hudson.model;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public interface UnprotectedRootAction extends RootAction {}
