package io.jenkins.plugins.rollout.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.testing.Fleet;
import org.junit.Test;

/** The texts that the library uses, and how a squad has its own. */
public final class TemplatesTest extends LibraryStory {
    private void runWith(String templates) {
        run("node { rollout(service: 'billing', version: '4.2.0', environments: ['qa'], strategy: canary(first: 1),"
                + " templates: " + templates + ") { } }");
    }

    @Test
    public void aSquadHasItsOwnText() {
        build.workspace.put("ci/succeeded.txt", "{service} is on {version}: {kept} instances, see {url}");

        runWith("[succeeded: 'ci/succeeded.txt']");

        assertThat(failure()).isEqualTo("none");
        assertThat(logged("echo"))
                .contains(
                        "billing is on 4.2.0: 3 instances, see https://ci.example.com/job/billing/7/rollout/?rollout=billing-4.2.0-20260101-000000");
    }

    @Test
    public void aFailureIsToldInASquadsWords() {
        build.workspace.put("ci/failed.txt", "{outcome}, alas:\n- {names} ({state}, {runs}): {reason}\n");
        isUnhealthyWith("4.2.0", "acme-qa");

        runWith("[failed: 'ci/failed.txt']");

        failureIs(
                "rolled-back, alas:",
                "- acme-qa (rolled-back, 4.1.0): /health answered fail",
                "- globex-qa, initech-qa (skipped, 4.1.0): the rollout ended before");
    }

    @Test
    public void theReportNamesWhoIsNotOnIt() {
        isUnhealthyWith("4.2.0", "acme-qa");

        runWith("[:]");

        assertThat(build.workspace.get("rollout/" + lastRollout().id() + ".md"))
                .contains("Blast radius: 33.3 %")
                .contains("\n| acme-qa | acme | qa | rolled-back | 4.1.0 | /health answered fail |\n| globex-qa |");
    }

    @Test
    public void aReasonDoesNotBreakTheReportsTable() {
        build.brokenMessage = "exit code 1 | see\nthe log {name} $1";
        build.brokenCommands.add("deploy 4.2.0");

        run("node { rollout(service: 'billing', version: '4.2.0', environments: ['qa'], customers: ['acme']) {"
                + " instance -> sh \"deploy ${instance.version}\" } }");

        assertThat(build.workspace.get("rollout/" + lastRollout().id() + ".md"))
                .contains("| 4.1.0 | exit code 1 \\| see the log {name} $1 |\n");
    }

    @Test
    public void aTemplateMustBeThere() {
        runWith("[failed: 'ci/failed.txt']");

        assertThat(failure())
                .isEqualTo("Jenkinsfile line 1: the template 'ci/failed.txt' is not in the workspace; correct"
                        + " 'templates' of rollout");
    }

    @Test
    public void aTemplateNeedsAWorkspace() {
        run("rollout(service: 'billing', version: '4.2.0', environments: ['qa'], templates: [failed: 'a.txt']) { }");

        assertThat(failure())
                .isEqualTo("Jenkinsfile line 1: the template 'a.txt' is not in the workspace; correct 'templates' of"
                        + " rollout");
    }

    @Test
    public void anUnknownTemplateNamesTheNearest() {
        runWith("[faild: 'ci/failed.txt']");

        assertThat(failure()).isEqualTo("Jenkinsfile line 1: rollout has no template 'faild'; did you mean 'failed'?");
    }

    @Test
    public void templatesMustBeAMap() {
        runWith("'ci/failed.txt'");

        assertThat(failure())
                .isEqualTo("Jenkinsfile line 1: 'templates' of rollout must be a map, such as templates: [failed:"
                        + " 'ci/failed.txt']");
    }

    @Test
    public void anUnknownPlaceholderNamesTheNearest() {
        build.workspace.put("ci/failed.txt", "{sevice} failed");

        runWith("[failed: 'ci/failed.txt']");

        assertThat(failure())
                .isEqualTo("Jenkinsfile line 1: the template 'ci/failed.txt' has {sevice}; did you mean 'service'?");
        assertThat(rollouts.planned).isEmpty();
    }

    @Test
    public void manyThatEndedAlikeAreOneLine() {
        rollouts.changeTopology(Fleet.chain("qa")
                .customer("acme")
                .customers(7)
                .service("billing")
                .everywhere()
                .build());
        isUnhealthyWith("4.2.0", "acme-qa");

        runWith("[:]");

        assertThat(failure())
                .contains(
                        "\n  c-1-qa, c-2-qa, c-3-qa, c-4-qa, c-5-qa and 2 more: skipped, on unknown; the rollout ended before\n")
                .doesNotContain("c-6-qa");
    }
}
