package io.jenkins.plugins.rollout.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.rollout.InstanceState;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** {@code rollout(…) { … }} when all goes well: a whole rollout by one call, that reads like its story. */
public final class RolloutCallTest extends LibraryStory {
    @Test
    public void aReleaseComesWaveByWave() {
        run(
                "rollout(service: 'billing', version: '4.2.0', environments: ['qa', 'production'],",
                "    strategy: canary(first: 1)) { sh './deploy.sh' }");

        assertThat(failure()).isEqualTo("none");
        stagesAre(
                "Plan billing 4.2.0",
                "qa: canary",
                "  [acme-qa]",
                "gate: canary",
                "qa: to 100%",
                "  [globex-qa]",
                "  [initech-qa]",
                "gate: to 100%",
                "production: canary",
                "  [acme-production]",
                "gate: canary",
                "production: to 100%",
                "  [globex-production]",
                "  [initech-production]",
                "gate: to 100%",
                "Succeeded: 6 of 6");
        assertThat(logged("sh")).hasSize(6).containsOnly("./deploy.sh");
    }

    @Test
    public void aSingleWaveIsCalledAsItsEnvironment() {
        run("rollout(service: 'billing', version: '4.2.0', environments: 'qa') { }");

        stagesAre(
                "Plan billing 4.2.0",
                "qa",
                "  [acme-qa]",
                "  [globex-qa]",
                "  [initech-qa]",
                "gate: qa",
                "Succeeded: 3 of 3");
    }

    @Test
    public void theBodyMayTakeTheInstance() {
        run(
                "rollout(service: 'billing', version: '4.2.0', environments: ['qa'], customers: ['globex']) { instance ->",
                "  echo \"${instance.name} of ${instance.customer} in ${instance.environment}: ${instance.action} \" +",
                "    \"${instance.previousVersion} -> ${instance.version} at ${instance.url}\"",
                "}");

        assertThat(logged("echo"))
                .contains("globex-qa of globex in qa: deploy 4.1.0 -> 4.2.0 at http://globex-qa.test");
    }

    @Test
    public void itReturnsHowItEnded() {
        Object end = run("return rollout(service: 'billing', version: '4.2.0', environments: ['qa']) { }");

        assertThat(end)
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("outcome", "succeeded")
                .containsEntry("kept", List.of("acme-qa", "globex-qa", "initech-qa"))
                .containsEntry("others", List.of())
                .containsEntry("why", "all 3 instances are healthy on 4.2.0");
    }

    @Test
    public void whatConcernsThePlanGoesToItAsItIs() {
        run(
                "rollout(service: 'billing', version: '4.2.0', environments: ['qa'], customers: ['acme'], rings: [0],",
                "    strategy: [rolling: [batch: 1], bake: '1m'], maxParallel: 2, checks: [httpCheck(path: '/health')],",
                "    samples: 5, interval: '300ms', alpha: '1%', onInconclusive: 'continue', background: true,",
                "    score: [pass: 80], promotion: 'ignore', fourEyes: true, reason: 'a fix',",
                "    onPartial: 'continue', before: { }) { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(rollouts.planned.get(0).keySet())
                .containsExactlyInAnyOrder(
                        "service",
                        "version",
                        "environments",
                        "customers",
                        "rings",
                        "strategy",
                        "maxParallel",
                        "checks",
                        "samples",
                        "interval",
                        "alpha",
                        "onInconclusive",
                        "background",
                        "score",
                        "promotion",
                        "fourEyes",
                        "reason");
        assertThat(lastRollout().planned().reason()).isEqualTo("a fix");
        assertThat(lastRollout().spec().limits().maxParallel()).isEqualTo(2);
        assertThat(lastRollout().spec().gate().background()).isTrue();
    }

    @Test
    public void strategiesAndChecksMayBeMaps() {
        run(
                "rollout(service: 'billing', version: '4.2.0', environments: ['qa'],",
                "    strategy: [canary: [first: 2]], checks: [[http: [path: '/health']]]) { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(lastRollout().waves().get(0).wave().placements()).hasSize(2);
        assertThat(lastRollout().spec().gate().checks()).hasSize(1);
    }

    @Test
    public void blocksRunAroundEachWave() {
        run(
                "rollout(service: 'billing', version: '4.2.0', environments: ['qa'], strategy: canary(first: 1),",
                "    before: { wave -> echo \"before ${wave.number}: ${wave.name} ${wave.instances}\" },",
                "    after: { wave -> echo \"after ${wave.number}: ${wave.verdict}\" }) { instance -> echo instance.name }");

        assertThat(logged("echo").subList(0, 7))
                .containsExactly(
                        "before 1: canary [acme-qa]",
                        "acme-qa",
                        "after 1: pass",
                        "before 2: to 100% [globex-qa, initech-qa]",
                        "globex-qa",
                        "initech-qa",
                        "after 2: pass");
    }

    @Test
    public void aSquadsOwnTestsArePartOfTheGate() {
        run(
                "rollout(service: 'billing', version: '4.2.0', environments: ['qa'],",
                "    verify: { instance -> sh \"./smoke.sh ${instance.url}\" }) { }");

        assertThat(failure()).isEqualTo("none");
        stagesAre(
                "Plan billing 4.2.0",
                "qa",
                "  [acme-qa]",
                "  [globex-qa]",
                "  [initech-qa]",
                "gate: qa",
                "  [acme-qa]",
                "  [globex-qa]",
                "  [initech-qa]",
                "Succeeded: 3 of 3");
        assertThat(logged("sh"))
                .containsExactly(
                        "./smoke.sh http://acme-qa.test",
                        "./smoke.sh http://globex-qa.test",
                        "./smoke.sh http://initech-qa.test");
    }

    @Test
    public void whatIsWatchedForAWhileIsTestedMeanwhile() {
        run(
                "rollout(service: 'billing', version: '4.2.0', environments: ['qa'], strategy: allAtOnce(bake: '10m'),",
                "    verify: { echo 'tested' }) { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(build.stages.text()).contains("gate: qa\n  [acme-qa]").doesNotContain("Waiting");
        assertThat(logged("echo")).filteredOn("tested"::equals).hasSize(3);
        assertThat(rollouts.clock.instant()).isEqualTo("2026-01-01T00:10:00Z");
    }

    @Test
    public void aWorkspaceGetsAReport() {
        run(
                "node('linux') { rollout(service: 'billing', version: '4.2.0', environments: ['qa'], artifact: 'a.tgz') { } }");

        assertThat(failure()).isEqualTo("none");
        String report = "rollout/" + lastRollout().id() + ".md";
        assertThat(build.archived).containsExactly(report);
        assertThat(build.workspace.get(report))
                .startsWith(
                        "# billing 4.2.0: succeeded\n\nall 3 instances are healthy on 4.2.0. 3 of 3 instances are on it.")
                .contains("Blast radius: 0 %")
                .contains("(https://ci.example.com/job/billing/7/rollout/?rollout=billing-4.2.0-20260101-000000)");
    }

    @Test
    public void withoutAWorkspaceThereIsNoReport() {
        run("rollout(service: 'billing', version: '4.2.0', environments: ['qa']) { }");

        assertThat(failure()).isEqualTo("none");
        assertThat(build.archived).isEmpty();
        assertThat(logged("echo")).contains("billing 4.2.0: succeeded. all 3 instances are healthy on 4.2.0.");
    }

    @Test
    public void aRequestForAWayBackIsOnePlan() {
        run("rollout(service: 'billing', version: '4.2.0', environments: ['qa']) { }");
        rollouts.startedToTakeBack(lastRollout().id());
        build.env.put("ROLLOUT_MODE", "rollback");
        build.restartStages();

        run(
                "rollout(service: 'billing', version: '4.3.0', environments: ['qa']) { instance ->",
                "  sh \"./deploy.sh ${instance.action} ${instance.version}\" }");

        assertThat(failure()).isEqualTo("none");
        stagesAre(
                "Plan the way back",
                "qa",
                "  [acme-qa]",
                "  [globex-qa]",
                "  [initech-qa]",
                "gate: qa",
                "Way back succeeded: 3 of 3");
        assertThat(logged("sh")).hasSize(3).containsOnly("./deploy.sh rollback 4.1.0");
        assertThat(stateOf("acme-qa")).isEqualTo(InstanceState.ROLLED_BACK);
    }

    @Test
    public void aRequestForARedeploymentIsCalledSo() {
        build.env.putAll(Map.of("ROLLOUT_MODE", "redeploy"));

        run("rollout(service: 'billing', version: '4.2.0', environments: ['qa']) { }");

        assertThat(build.stages.text()).startsWith("Plan the redeployment\n");
    }
}
