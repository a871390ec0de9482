package hudson.model;

import org.kohsuke.stapler.HttpResponse;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class AutoCompletionCandidates implements HttpResponse {

    public AutoCompletionCandidates() {}

    public AutoCompletionCandidates add(String string) {
        throw new UnsupportedOperationException();
    }
}
