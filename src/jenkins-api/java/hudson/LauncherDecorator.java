package hudson;

import hudson.model.Node;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class LauncherDecorator implements ExtensionPoint {

    public LauncherDecorator() {}

    public abstract Launcher decorate(Launcher launcher, Node node);
}
