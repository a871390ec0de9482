package hudson.model;

import hudson.ExtensionPoint;
import hudson.security.AccessControlled;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class Node implements ModelObject, Describable<Node>, ExtensionPoint, AccessControlled {

    public Node() {}
}
