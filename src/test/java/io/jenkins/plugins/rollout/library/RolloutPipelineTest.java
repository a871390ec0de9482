package io.jenkins.plugins.rollout.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.rollout.InstanceState;
import org.junit.Test;

/** {@code rolloutPipeline(…) { … }}: a whole Jenkinsfile by one call. */
public final class RolloutPipelineTest extends LibraryStory {
    private static final String WHAT =
            "service: 'billing', version: '4.2.0', artifact: 'a.tgz', environments: ['production']";

    @Test
    public void itChecksOutBuildsPromotesAndRollsOut() {
        Object end = run(
                "return rolloutPipeline(" + WHAT + ", agent: 'linux', build: { sh 'make dist' }, promote: ['qa'],",
                "    strategy: canary(first: 1)) { sh './deploy.sh' }");

        assertThat(failure()).isEqualTo("none");
        stagesAre(
                "Check out",
                "Build",
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary",
                "qa: to 100%",
                "  [globex-qa]",
                "  [initech-qa]",
                "gate: to 100%",
                "Succeeded: 3 of 3",
                "Plan billing 4.2.0",
                "production: canary",
                "  [acme-production]",
                "gate: canary",
                "production: to 100%",
                "  [globex-production]",
                "  [initech-production]",
                "gate: to 100%",
                "Succeeded: 3 of 3");
        assertThat(build.log).startsWith("node 'linux'", "checkout", "sh make dist", "sh ./deploy.sh");
        assertThat(end).asString().contains("outcome=succeeded").contains("acme-production");
    }

    @Test
    public void everyPartButTheRolloutMayBeLeftOut() {
        build.hasSource = false;

        run("rolloutPipeline(service: 'billing', version: '4.2.0', environments: ['qa']) { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(build.stages.text()).startsWith("Plan billing 4.2.0\nqa\n");
        assertThat(build.log).startsWith("node ''").doesNotContain("checkout");
    }

    @Test
    public void theVersionMayBeKnownOnlyAfterTheBuild() {
        run(
                "rolloutPipeline(service: 'billing', environments: ['qa'],",
                "    build: { writeFile file: 'VERSION', text: '4.2.0 ' },",
                "    version: { readFile('VERSION').trim() }) { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(lastRollout().plan().version()).isEqualTo("4.2.0");
    }

    @Test
    public void aBuildThatFailsRollsNothingOut() {
        build.brokenCommands.add("make dist");

        run("rolloutPipeline(" + WHAT + ", build: { sh 'make dist' }) { }");

        assertThat(failure()).isEqualTo("script returned exit code 1");
        assertThat(build.stages.text()).isEqualTo("Check out\nBuild (failed)\n");
    }

    @Test
    public void whatIsNotWellInATestEnvironmentDoesNotGoFurther() {
        isUnhealthyWith("4.2.0", "acme-qa");

        run("rolloutPipeline(" + WHAT + ", promote: ['qa'], onPartial: 'unstable') { }");

        assertThat(failure()).startsWith("billing 4.2.0: rolled-back.");
        assertThat(rollouts.rollouts()).hasSize(1);
    }

    @Test
    public void aRequestBuildsAndPromotesNothing() {
        run("rollout(service: 'billing', version: '4.2.0', environments: ['qa', 'production']) { }");
        rollouts.startedToTakeBack(lastRollout().id());
        build.env.put("ROLLOUT_MODE", "rollback");
        build.restartStages();

        run(
                "rolloutPipeline(service: 'billing', environments: ['production'], build: { sh 'make dist' },",
                "    promote: ['qa'], version: { readFile('VERSION').trim() }, artifact: 'a.tgz') { instance ->",
                "  sh \"./deploy.sh ${instance.version}\"",
                "}");

        assertThat(failure()).isEqualTo("none");
        stagesAre(
                "Check out",
                "Plan the way back",
                "production",
                "  [acme-production]",
                "  [globex-production]",
                "  [initech-production]",
                "gate: production",
                "qa",
                "  [acme-qa]",
                "  [globex-qa]",
                "  [initech-qa]",
                "gate: qa",
                "Way back succeeded: 6 of 6");
        assertThat(logged("sh")).hasSize(6).containsOnly("./deploy.sh 4.1.0");
        assertThat(stateOf("acme-qa")).isEqualTo(InstanceState.ROLLED_BACK);
    }

    private void refused(String jenkinsfile, String sentence) {
        run(jenkinsfile);

        assertThat(failure()).isEqualTo("Jenkinsfile line 1: " + sentence);
        assertThat(build.log).isEmpty();
        assertThat(build.stages.text()).isEmpty();
    }

    @Test
    public void anUnknownArgumentIsRefusedBeforeAnAgentIsTaken() {
        refused(
                "rolloutPipeline(" + WHAT + ", buld: { }) { }",
                "rolloutPipeline has no argument 'buld'; did you mean 'build'?");
    }

    @Test
    public void theBuildMustBeABlock() {
        refused(
                "rolloutPipeline(" + WHAT + ", build: 'make') { }",
                "'build' of rolloutPipeline must be a block in braces, such as build: { sh 'make dist' }");
    }

    @Test
    public void aVersionIsNeeded() {
        refused(
                "rolloutPipeline(service: 'billing', environments: ['qa']) { }",
                "rolloutPipeline needs 'version', such as version: '4.2.0'");
    }

    @Test
    public void aBodyAloneIsTooLittle() {
        refused("rolloutPipeline { }", "rolloutPipeline needs 'service', such as service: 'billing'");
    }

    @Test
    public void argumentsHaveNames() {
        refused(
                "rolloutPipeline('billing') { }",
                "rolloutPipeline takes arguments with names, such as rolloutPipeline(service: 'billing', …) { … }");
    }

    @Test
    public void aVersionThatIsEmptyAfterTheBuildIsRefused() {
        run("rolloutPipeline(service: 'billing', environments: ['qa'], version: { '' }) { }");

        assertThat(failure()).contains("rolloutPipeline needs 'version', such as version: '4.2.0'");
        assertThat(rollouts.planned).isEmpty();
    }
}
