package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Site;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.FolderLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** The library from a folder's Git repository: all of it runs in the sandbox then, as nobody trusts it. */
public class UntrustedLibraryTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Folder squad;

    @Rule
    public final AllIsSaved saved = new AllIsSaved();

    static {
        JENKINS.timeout = 900;
    }

    @BeforeClass
    public static void theRepositoryIsALibrary() throws Exception {
        Path root = FOLDER.newFolder().toPath();
        for (String top : List.of("vars", "resources")) {
            GitRepository.copy(Path.of(top), root.resolve(top));
        }
        LibraryConfiguration library = GitRepository.of(root).library("rollout");
        library.setImplicit(true);
        squad = JENKINS.createProject(Folder.class, "squad");
        squad.addProperty(new FolderLibraries(List.of(library)));
        Site.ofFiveCustomers();
        run(Result.SUCCESS, "rollout(service: 'billing', version: '4.1.0', environments: ['production']) { }");
    }

    private static WorkflowRun run(Result result, String script) throws Exception {
        return Builds.ended(JENKINS, result, Builds.start(JENKINS, squad, script));
    }

    @Test
    public void aCanaryGoesBack() throws Exception {
        WorkflowRun build = run(Result.FAILURE, """
                node {
                    writeFile(file: 'failed.txt', text: 'Sorry for {service} {version}, {kept} of {count}:\\n| {name} | {reason} |')
                    rollout(service: 'billing', version: '4.2.0', environments: ['production'], strategy: canary(first: 2),
                        templates: [failed: 'failed.txt'],
                        before: { wave -> echo "${wave.name} begins" }, after: { wave -> echo "${wave.name} ends: ${wave.verdict}" },
                        rollback: { instance -> echo "undone for ${instance.name}" }) { instance ->
                        if (instance.customer == 'borealis') { error 'no space left' }
                    }
                }
                """);

        JENKINS.assertLogContains("undone for borealis-production", build);
        JENKINS.assertLogContains("canary ends: fail", build);
        JENKINS.assertLogContains("ERROR: Sorry for billing 4.2.0, 1 of 5:", build);
        assertThat(build.getArtifacts()).hasSize(1);
    }

    @Test
    public void aSquadsTestsAndAnotherEnd() throws Exception {
        WorkflowRun build = run(Result.UNSTABLE, """
                rollout(service: 'billing', version: '4.2.1', environments: ['production'], onPartial: 'unstable',
                    strategy: [rolling: [batch: 2], failureBudget: 1],
                    verify: { instance -> if (instance.version == '4.2.1' && instance.customer == 'acme') { error 'no invoices' } }) { }
                """);

        assertThat(StageList.of(build)).endsWith("Partial: 4 of 5 (unstable)\n");
    }

    @Test
    public void promotionAndThePipelineAsWell() throws Exception {
        WorkflowRun build = run(Result.SUCCESS, """
                promote(service: 'billing', version: '4.3.0', environments: ['production': [strategy: allAtOnce()]]) { }
                rolloutPipeline(service: 'billing', version: { '4.4.0' }, build: { echo 'built' }, environments: ['production']) { }
                """);

        JENKINS.assertLogContains("built", build);
    }

    @Test
    public void aBadCall() throws Exception {
        WorkflowRun build = run(Result.FAILURE, "\nrollout(servce: 'billing') { }");

        JENKINS.assertLogContains(
                "ERROR: Jenkinsfile line 2: rollout has no argument 'servce'; did you mean 'service'?", build);
    }
}
