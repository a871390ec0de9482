package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.ItemGroup;
import hudson.model.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.scriptsecurity.scripts.ScriptApproval;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.FolderLibraries;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.junit.After;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** How pipelines come by the library, all of them sandboxed. */
public class RolloutLibraryTest {
    private static final String USE = "echo(rollout == null ? 'no library' : 'the library is there')\n";
    private static final String DECLARATIVE =
            "pipeline { agent none; stages { stage('one') { steps { script { %s } } } } }";
    private static final String ONLY_FIRST = "Only using first definition";

    @ClassRule
    public static final JenkinsRule jenkins = new JenkinsRule();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @After
    public void nothingWaitsForApproval() {
        ScriptApproval approval = ScriptApproval.get();
        List<String> signatures = approval.getPendingSignatures().stream()
                .map(pending -> pending.signature)
                .toList();
        approval.getPendingSignatures().clear();

        assertThat(signatures).isEmpty();
        assertThat(approval.getPendingScripts()).isEmpty();
        assertThat(approval.getPendingClasspathEntries()).isEmpty();
    }

    @After
    public void asBefore() {
        GlobalLibraries.get().setLibraries(List.of());
        mode("implicit");
    }

    private static void mode(String mode) {
        RolloutLibraryConfiguration.get().setMode(mode);
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        return run(jenkins.jenkins, result, script);
    }

    private static WorkflowRun run(ItemGroup<?> place, Result result, String script) throws Exception {
        String name = "job-" + System.nanoTime();
        WorkflowJob job = place instanceof Folder in
                ? in.createProject(WorkflowJob.class, name)
                : jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.buildAndAssertStatus(result, job);
    }

    private static String version() {
        return Jenkins.get()
                .getPluginManager()
                .getPlugin("rollout-matrix")
                .getVersion()
                .replaceFirst(" .*", "");
    }

    private GitRepository saying(String what) throws Exception {
        Path root = folder.newFolder().toPath();
        Files.createDirectory(root.resolve("vars"));
        Files.writeString(root.resolve("vars/rollout.groovy"), "def call() { echo '" + what + "' }");
        return GitRepository.of(root);
    }

    @Test
    public void isThereWithoutAWord() throws Exception {
        jenkins.assertLogContains("the library is there", run(Result.SUCCESS, DECLARATIVE.formatted(USE)));
        WorkflowRun build = run(Result.SUCCESS, USE + "echo libraryResource('rollout/failed.txt')");

        jenkins.assertLogContains("the library is there", build);
        jenkins.assertLogContains("Loading library rollout@" + version(), build);
        jenkins.assertLogContains(
                Files.readString(Path.of("resources/rollout/failed.txt"))
                        .lines()
                        .findFirst()
                        .orElseThrow(),
                build);
    }

    @Test
    public void mayBeAskedForAllTheSame() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, "@Library('rollout') _\n" + USE);

        jenkins.assertLogContains("the library is there", build);
        jenkins.assertLogNotContains(ONLY_FIRST, build);
        jenkins.assertLogContains(
                "the library is there", run(Result.SUCCESS, "@Library('rollout@" + version() + "') _\n" + USE));
    }

    @Test
    public void isThereOnRequestOnly() throws Exception {
        mode("on-request");

        WorkflowRun without = run(Result.FAILURE, USE);
        jenkins.assertLogNotContains("Loading library", without);
        jenkins.assertLogContains("No such property: rollout", without);
        jenkins.assertLogContains("the library is there", run(Result.SUCCESS, "@Library('rollout') _\n" + USE));
        jenkins.assertLogContains("the library is there", run(Result.SUCCESS, "library 'rollout'\n" + USE));
        jenkins.assertLogContains(
                "the library is there", run(Result.SUCCESS, "@Library('rollout') _\n" + DECLARATIVE.formatted(USE)));
        jenkins.assertLogContains(
                "the library is there",
                run(
                        Result.SUCCESS,
                        DECLARATIVE
                                .replace("agent none;", "agent none; libraries { lib('rollout') };")
                                .formatted(USE)));
    }

    @Test
    public void isNotThereWhenSwitchedOff() throws Exception {
        mode("off");

        WorkflowRun build = run(Result.FAILURE, "rollout(service: 'billing') { }");
        jenkins.assertLogNotContains("Loading library", build);
        jenkins.assertLogContains("No such DSL method 'rollout' found among steps", build);
        jenkins.assertLogContains(
                "Could not find any definition of libraries [rollout]",
                run(Result.FAILURE, "@Library('rollout') _\n" + USE));
    }

    @Test
    public void anotherVersionIsRefusedWithTheRemedy() throws Exception {
        String sentence =
                "ERROR: Library 'rollout' comes with the plugin Rollout Matrix, which has it in version " + version()
                        + " and no other; this Jenkinsfile asks for 1.2. Leave the version out, as in @Library('rollout') _,";

        jenkins.assertLogContains(sentence, run(Result.FAILURE, "@Library('rollout@1.2') _\n" + USE));
        mode("on-request");
        jenkins.assertLogContains(sentence, run(Result.FAILURE, "library 'rollout@1.2'\n" + USE));
    }

    @Test
    public void oneThatIsConfiguredTakesItsPlace() throws Exception {
        LibraryConfiguration configured = saying("from Git").library("rollout");
        configured.setImplicit(true);
        GlobalLibraries.get().setLibraries(List.of(configured));

        for (String way : List.of("", "@Library('rollout') _\n", "@Library('rollout@main') _\n")) {
            WorkflowRun build = run(Result.SUCCESS, way + "rollout()");
            jenkins.assertLogContains("from Git", build);
            jenkins.assertLogNotContains(ONLY_FIRST, build);
        }
    }

    /** The step takes the last library of a name, unlike the annotation. */
    @Test
    public void oneThatIsConfiguredTakesItsPlaceOnRequestAsWell() throws Exception {
        GlobalLibraries.get().setLibraries(List.of(saying("from Git").library("rollout")));

        jenkins.assertLogContains("from Git", run(Result.SUCCESS, "@Library('rollout') _\nrollout()"));
        WorkflowRun build = run(Result.SUCCESS, "library 'rollout'\nrollout()");
        jenkins.assertLogContains("from Git", build);
        jenkins.assertLogNotContains(ONLY_FIRST, build);
        jenkins.assertLogContains("No such property: rollout", run(Result.FAILURE, USE));
    }

    @Test
    public void aFolderMayHaveAnother() throws Exception {
        LibraryConfiguration configured = saying("of the folder").library("rollout");
        configured.setImplicit(true);
        Folder squad = jenkins.createProject(Folder.class, "squad");
        squad.addProperty(new FolderLibraries(List.of(configured)));

        WorkflowRun inside = run(squad, Result.SUCCESS, "rollout()");
        jenkins.assertLogContains("of the folder", inside);
        jenkins.assertLogNotContains(ONLY_FIRST, inside);
        jenkins.assertLogContains("the library is there", run(Result.SUCCESS, USE));
    }

    /** This repository, as it is, in the hands of somebody who is no administrator. */
    @Test
    public void theRepositoryIsALibraryByItself() throws Exception {
        Path root = folder.newFolder().toPath();
        for (String top : List.of("vars", "resources", "src")) {
            GitRepository.copy(Path.of(top), root.resolve(top));
        }
        LibraryConfiguration configured = GitRepository.of(root).library("rollout");
        Folder squad = jenkins.createProject(Folder.class, "untrusted");
        squad.addProperty(new FolderLibraries(List.of(configured)));
        mode("off");

        WorkflowRun build = run(squad, Result.FAILURE, """
                @Library('rollout') _
                rollout(servce: 'billing') { }
                """);

        jenkins.assertLogContains("rollout has no argument 'servce'; did you mean 'service'?", build);
        jenkins.assertLogNotContains("RejectedAccessException", build);
    }

    @Test
    public void isExplainedAfterABuild() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, USE);

        HtmlPage page = jenkins.createWebClient().getPage(build.getParent(), "pipeline-syntax/globals");

        for (String name : List.of("rollout", "promote", "rolloutPipeline")) {
            assertThat(page.getElementById(name)).as(name).isNotNull();
            String help = Files.readString(Path.of("vars", name + ".txt"));
            assertThat(page.asNormalizedText())
                    .contains(help.lines().findFirst().orElseThrow());
        }
    }
}
