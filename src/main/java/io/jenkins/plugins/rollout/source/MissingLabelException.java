package io.jenkins.plugins.rollout.source;

/** A placeholder names a label that the instance doesn't have. The message is a sentence for people. */
final class MissingLabelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingLabelException(String label, Subject subject) {
        super("neither the instance " + subject.instance() + " nor its customer has a label '" + label
                + "', which {label." + label + "} stands for; give it one in the topology");
    }
}
