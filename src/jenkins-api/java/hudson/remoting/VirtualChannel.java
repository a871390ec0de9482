package hudson.remoting;

/** Mirrors org.jenkins-ci.main:remoting 3352.v17a_fb_4b_2773f. */
public interface VirtualChannel {}
