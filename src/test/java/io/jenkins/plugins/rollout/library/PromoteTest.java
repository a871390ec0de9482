package io.jenkins.plugins.rollout.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.jenkins.plugins.rollout.rollout.Rollout;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.Test;

/** {@code promote(…) { … }}: one release through environments in order, each with a rollout of its own. */
public final class PromoteTest extends LibraryStory {
    private static final String WHAT = "service: 'billing', version: '4.2.0'";

    private List<String> environments() {
        return rollouts.rollouts().stream()
                .map(Rollout::plan)
                .map(plan -> String.join(
                        "+",
                        plan.waves().stream()
                                .map(wave -> wave.environment())
                                .distinct()
                                .toList()))
                .toList();
    }

    @Test
    public void eachEnvironmentHasARolloutOfItsOwn() {
        Object ends = run("return promote(" + WHAT + ", environments: ['qa', 'production']) { sh './deploy.sh' }");

        assertThat(failure()).isEqualTo("none");
        stagesAre(
                "Plan billing 4.2.0",
                "qa",
                "  [acme-qa]",
                "  [globex-qa]",
                "  [initech-qa]",
                "gate: qa",
                "Succeeded: 3 of 3",
                "Plan billing 4.2.0",
                "production",
                "  [acme-production]",
                "  [globex-production]",
                "  [initech-production]",
                "gate: production",
                "Succeeded: 3 of 3");
        assertThat(environments()).containsExactly("qa", "production");
        assertThat(ends).asInstanceOf(InstanceOfAssertFactories.MAP).containsOnlyKeys("qa", "production");
    }

    @Test
    public void itStopsAtTheFirstThatIsNotASuccess() {
        isUnhealthyWith("4.2.0", "acme-qa");

        run("promote(" + WHAT + ", environments: ['qa', 'production']) { }");

        assertThat(environments()).containsExactly("qa");
        assertThat(failure()).startsWith("billing 4.2.0: rolled-back.");
    }

    @Test
    public void aPartIsNotASuccess() {
        isUnhealthyWith("4.2.0", "acme-qa");

        run("promote(" + WHAT + ", environments: ['qa', 'production'], strategy: allAtOnce(failureBudget: 1)) { }");

        assertThat(environments()).containsExactly("qa");
        assertThat(failure()).startsWith("billing 4.2.0: partial.");
    }

    @Test
    public void somethingMayHappenBetween() {
        run(
                "promote(" + WHAT + ", environments: ['qa', 'production'],",
                "    between: { from, to -> input \"${from} is well. On to ${to}?\" }) { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(logged("input")).containsExactly("qa is well. On to production?");
    }

    @Test
    public void whatFailsBetweenEndsIt() {
        run(
                "promote(" + WHAT + ", environments: ['qa', 'production'],",
                "    between: { from, to -> error 'not today' }) { }");

        assertThat(failure()).isEqualTo("not today");
        assertThat(environments()).containsExactly("qa");
    }

    @Test
    public void anEnvironmentMayHaveSettingsOfItsOwn() {
        run(
                "promote(" + WHAT + ", strategy: allAtOnce(), reason: 'a fix', environments: [",
                "    qa: [:], production: [strategy: canary(first: 1), onPartial: 'unstable']]) { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(build.stages.text()).contains("\nqa\n", "\nproduction: canary\n", "\nproduction: to 100%\n");
        assertThat(rollouts.planned).hasSize(2);
        assertThat(rollouts.planned.get(0)).contains(entry("environments", List.of("qa")), entry("reason", "a fix"));
        assertThat(rollouts.planned.get(1))
                .contains(
                        entry("environments", List.of("production")),
                        entry("reason", "a fix"),
                        entry("strategy", Map.of("canary", Map.of("first", 1))));
    }

    @Test
    public void oneEnvironmentMayBeAText() {
        run("promote(" + WHAT + ", environments: 'qa') { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(environments()).containsExactly("qa");
    }

    @Test
    public void aRequestIsOnePlanForAll() {
        run("rollout(" + WHAT + ", environments: ['qa', 'production']) { }");
        rollouts.startedToTakeBack(lastRollout().id());
        build.env.put("ROLLOUT_MODE", "rollback");
        build.restartStages();

        Object ends = run(
                "return promote(" + WHAT + ", environments: ['qa', 'production'],",
                "    between: { from, to -> echo 'between' }) { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(environments()).containsExactly("qa+production", "production+qa");
        assertThat(build.stages.text()).startsWith("Plan the way back\nproduction\n");
        assertThat(logged("echo")).doesNotContain("between");
        assertThat(ends).asInstanceOf(InstanceOfAssertFactories.MAP).containsOnlyKeys("rollback");
    }

    private void refused(String jenkinsfile, String sentence) {
        run(jenkinsfile);

        assertThat(failure()).isEqualTo("Jenkinsfile line 1: " + sentence);
        assertThat(rollouts.planned).isEmpty();
    }

    @Test
    public void anUnknownArgumentNamesTheNearest() {
        refused(
                "promote(" + WHAT + ", environments: ['qa'], betwen: { }) { }",
                "promote has no argument 'betwen'; did you mean 'between'?");
    }

    @Test
    public void anUnknownArgumentOfOneEnvironmentNamesTheNearest() {
        refused(
                "promote(" + WHAT + ", environments: [qa: [sample: 3]]) { }",
                "promote, environment 'qa', has no argument 'sample'; did you mean 'samples'?");
    }

    @Test
    public void whatIsDifferentInAnEnvironmentMustBeAMap() {
        refused(
                "promote(" + WHAT + ", environments: [qa: 'canary']) { }",
                "the environment 'qa' of promote must be a map of what is different there, such as qa: [strategy:"
                        + " canary(first: 1)]");
    }

    @Test
    public void whatHappensBetweenMustBeABlock() {
        refused(
                "promote(" + WHAT + ", environments: ['qa'], between: 'ask') { }",
                "'between' of promote must be a block in braces, such as between: { from, to -> input \"On to ${to}?\" }");
    }

    @Test
    public void environmentsAreNeeded() {
        refused("promote(" + WHAT + ") { }", "promote needs 'environments', such as environments: ['production']");
    }

    @Test
    public void aBodyAloneIsTooLittle() {
        refused("promote { }", "promote needs 'service', such as service: 'billing'");
    }

    @Test
    public void argumentsHaveNames() {
        refused(
                "promote('billing') { }",
                "promote takes arguments with names, such as promote(service: 'billing', …) { … }");
    }

    @Test
    public void aPlanThatCannotBeMadeIsRefusedInTheWordsOfTheCall() {
        run("promote(" + WHAT + ", environments: ['staging']) { }");

        assertThat(failure()).isEqualTo("Jenkinsfile line 1: the topology has no environment 'staging'");
    }
}
