package io.jenkins.plugins.rollout.simulation;

/** What must hold in every rollout. The first six are the promises of the product, the others what they rest on. */
public enum Rule {
    WAVE_BEFORE_PASSED("a wave starts only when those before it passed within their failure budget, or were approved"),
    DEPLOYED_ONCE("no instance is deployed twice without a recorded failure or a resume in between"),
    FAILURE_BUDGET("no other instance is started once more have failed than the budget allows"),
    NOTHING_FORGOTTEN("what was recorded is there after a crash, and adds up to the same"),
    BACK_TO_EARLIER("an instance that was taken back runs what it had before"),
    ONLY_SELECTED("nothing outside the selection is touched"),

    ENDS("every rollout ends"),
    NO_EXCEPTION("no decision ends in an exception"),
    PARALLELISM("no more instances are in flight than allowed"),
    PROMOTION("an instance gets a release only where it is healthy in the environments before"),
    WATCHED("a wave is watched for its bake time before it is judged"),
    JUDGED_TRUTHFULLY("a verdict says what happened to the wave"),
    PERSON_ASKED("where the policy is to hold, a person decides on the way back"),
    HARM_FIRST("when harm is found later, nothing new is begun or judged before its way back is done"),
    ONLY_AFFECTED("what is well goes back only where all is to go back"),
    HARM_MENDED("what was broken is taken back before anything else goes on"),
    TOLD_TRUTHFULLY("the outcome and the states of the instances are what is really there");

    private final String sentence;

    Rule(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
