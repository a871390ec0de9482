package io.jenkins.plugins.rollout.jenkins.topology;

/** Someone else saved the topology between someone's looking at it and saving; nothing of the latter was changed. */
public final class ChangedMeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangedMeanwhileException(String message) {
        super(message);
    }
}
