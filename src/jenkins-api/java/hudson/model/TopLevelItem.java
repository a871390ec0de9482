package hudson.model;

import hudson.ExtensionPoint;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public interface TopLevelItem extends Item, ExtensionPoint, Describable<TopLevelItem> {}
