package hudson.util;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class HttpResponses extends org.kohsuke.stapler.HttpResponses {

    private HttpResponses() {}
}
