package io.jenkins.plugins.rollout.library;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.After;
import org.junit.Test;

/** What can't be meant is refused before anything has begun, with one sentence and the line of the Jenkinsfile. */
public final class RolloutArgumentsTest extends LibraryStory {
    private static final String GOOD = "service: 'billing', version: '4.2.0', environments: ['qa']";

    @After
    public void nothingHasBegun() {
        assertThat(rollouts.planned).isEmpty();
        assertThat(build.stages.text()).isEmpty();
    }

    private void refused(String jenkinsfile, String sentence) {
        run("// a Jenkinsfile", jenkinsfile);

        assertThat(failure()).isEqualTo("Jenkinsfile line 2: " + sentence);
    }

    @Test
    public void anUnknownArgumentNamesTheNearest() {
        refused(
                "rollout(" + GOOD + ", stratgy: canary()) { }",
                "rollout has no argument 'stratgy'; did you mean 'strategy'?");
    }

    @Test
    public void anUnknownArgumentThatIsLikeNoneNamesAll() {
        refused(
                "rollout(" + GOOD + ", colour: 'red') { }",
                "rollout has no argument 'colour'; it knows service, version, environments, customers, where, rings,"
                        + " artifact, strategy, maxParallel, checks, samples, interval, alpha, onInconclusive,"
                        + " background, score, fromAgent, promotion, fourEyes, reason, verify, rollback, before, after, onHold, onPartial, templates");
    }

    @Test
    public void aVersionIsNeeded() {
        refused(
                "rollout(service: 'billing', environments: ['qa']) { }",
                "rollout needs 'version', such as version: '4.2.0'");
    }

    @Test
    public void anEmptyVersionIsNone() {
        refused(
                "rollout(service: 'billing', version: '', environments: ['qa']) { }",
                "rollout needs 'version', such as version: '4.2.0'");
    }

    @Test
    public void aServiceIsNeeded() {
        refused(
                "rollout(version: '4.2.0', environments: ['qa']) { }",
                "rollout needs 'service', such as service: 'billing'");
    }

    @Test
    public void environmentsAreNeeded() {
        refused(
                "rollout(service: 'billing', version: '4.2.0') { }",
                "rollout needs 'environments', such as environments: ['production']");
    }

    @Test
    public void aBodyIsNeeded() {
        refused(
                "rollout(" + GOOD + ")",
                "rollout needs a body that brings the release to one instance: rollout(…) { sh './deploy.sh' }");
    }

    @Test
    public void aBodyAloneIsTooLittle() {
        refused("rollout { }", "rollout needs 'service', such as service: 'billing'");
    }

    @Test
    public void nothingAtAllIsTooLittle() {
        refused("rollout()", "rollout needs 'service', such as service: 'billing'");
    }

    @Test
    public void anotherBlockMustBeOne() {
        refused(
                "rollout(" + GOOD + ", verify: './smoke.sh') { }",
                "'verify' of rollout must be a block in braces, such as verify: { sh './verify.sh' }");
    }

    @Test
    public void thereAreThreeWaysToTakeAPart() {
        refused(
                "rollout(" + GOOD + ", onPartial: 'ignore') { }",
                "'onPartial' of rollout must be one of fail, unstable, continue, is 'ignore'");
    }

    @Test
    public void theLineIsThatOfTheCallInABlock() {
        refused(
                "node { stage('x') { rollout(" + GOOD + ", onPartal: 'fail') { } } }",
                "rollout has no argument 'onPartal'; did you mean 'onPartial'?");
        build.restartStages();
    }

    @Test
    public void theLineIsThatOfTheCallInAMethod() {
        run("def bring() {", "  rollout(" + GOOD + ")", "}", "bring()");

        assertThat(failure()).startsWith("Jenkinsfile line 2: rollout needs a body");
    }

    @Test
    public void whatIsNoMapIsNotUnderstood() {
        refused(
                "rollout('billing') { }",
                "rollout takes arguments with names, such as rollout(service: 'billing', …) { … }");
    }
}
