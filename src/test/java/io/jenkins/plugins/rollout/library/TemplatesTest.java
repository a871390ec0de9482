package io.jenkins.plugins.rollout.library;

import static org.assertj.core.api.Assertions.assertThat;

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
                .contains("billing is on 4.2.0: 3 instances, see https://ci.example.com/job/billing/7/rollout/");
    }

    @Test
    public void aFailureIsToldInASquadsWords() {
        build.workspace.put("ci/failed.txt", "{outcome}, alas:\n{others}");
        build.workspace.put("ci/line.txt", "- {name} of {customer} in {environment} ({state}, {version}): {reason}\n");
        isUnhealthyWith("4.2.0", "acme-qa");

        runWith("[failed: 'ci/failed.txt', line: 'ci/line.txt']");

        failureIs(
                "rolled-back, alas:",
                "- acme-qa of acme in qa (rolled-back, 4.1.0): /health answered fail",
                "- globex-qa of globex in qa (skipped, 4.1.0): the rollout ended before",
                "- initech-qa of initech in qa (skipped, 4.1.0): the rollout ended before");
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
}
