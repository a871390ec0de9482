package io.jenkins.plugins.rollout.jenkins.request;

/** What a person can ask of a build that rolled out. */
enum Kind {
    /** Take back what it brought. */
    ROLLBACK("rollback", "Roll back", "roll back", "rolled back", "symbol-undo"),
    /** Bring its release once more. */
    REDEPLOY("redeploy", "Deploy again", "deploy again to", "deployed to again", "symbol-redo");

    private final String word;
    private final String label;
    private final String verb;
    private final String participle;
    private final String symbol;

    Kind(String word, String label, String verb, String participle, String symbol) {
        this.word = word;
        this.label = label;
        this.verb = verb;
        this.participle = participle;
        this.symbol = symbol;
    }

    /** The mode of its build, and its address below the build that it is asked of: {@code rollback}. */
    String word() {
        return word;
    }

    /** On buttons: {@code Roll back}. */
    String label() {
        return label;
    }

    /** Before the names of instances: {@code roll back}. */
    String verb() {
        return verb;
    }

    /** After the names of instances: {@code rolled back}. */
    String participle() {
        return participle;
    }

    String symbol() {
        return symbol;
    }
}
