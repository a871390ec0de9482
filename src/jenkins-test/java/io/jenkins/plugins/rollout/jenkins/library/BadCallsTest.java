package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.Site;
import io.jenkins.plugins.rollout.jenkins.step.PlanRolloutStep;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.libs.GlobalLibraries;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.test.steps.SemaphoreStep;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** A call that can't be meant ends the build with one sentence, which begins with the line of the Jenkinsfile. */
public class BadCallsTest {
    private static final String GOOD = "service: 'billing', version: '4.2.0', environments: ['production']";

    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    static {
        JENKINS.timeout = 900;
    }

    @Before
    public void site() {
        Site.ofFiveCustomers();
    }

    private static List<String> errors(String jenkinsfile) throws Exception {
        WorkflowRun build = Builds.run(JENKINS, Result.FAILURE, jenkinsfile);
        return JenkinsRule.getLog(build)
                .lines()
                .filter(line -> line.startsWith("ERROR: ") || line.contains("Exception"))
                .toList();
    }

    /** In the second line of a Jenkinsfile. */
    private static void refused(String call, String sentence) throws Exception {
        assertThat(errors("// billing\n" + call)).containsExactly("ERROR: Jenkinsfile line 2: " + sentence);
    }

    @Test
    public void anUnknownArgument() throws Exception {
        refused(
                "rollout(" + GOOD + ", stratgy: canary(first: 1)) { }",
                "rollout has no argument 'stratgy'; did you mean 'strategy'?");
        refused("promote(" + GOOD + ", betwen: { }) { }", "promote has no argument 'betwen'; did you mean 'between'?");
        refused(
                "rolloutPipeline(" + GOOD + ", biuld: { }) { }",
                "rolloutPipeline has no argument 'biuld'; did you mean 'build'?");
    }

    @Test
    public void noVersion() throws Exception {
        refused(
                "rollout(service: 'billing', environments: ['production']) { }",
                "rollout needs 'version', such as version: '4.2.0'");
    }

    @Test
    public void noBody() throws Exception {
        refused(
                "rollout(" + GOOD + ")",
                "rollout needs a body that brings the release to one instance: rollout(…) { sh './deploy.sh' }");
    }

    @Test
    public void aTextForAStrategy() throws Exception {
        refused(
                "rollout(" + GOOD + ", strategy: 'canary') { }",
                "'strategy' of rollout must be a strategy such as canary(first: 1), is a text");
    }

    @Test
    public void anUnknownArgumentOfAStrategy() throws Exception {
        refused(
                "rollout(" + GOOD + ", strategy: canary(frist: 1)) { }",
                "canary has no argument 'frist'; did you mean 'first'?");
    }

    @Test
    public void anUnknownEnvironment() throws Exception {
        assertThat(errors("rollout(service: 'billing', version: '4.2.0', environments: ['prodction']) { }"))
                .singleElement()
                .asString()
                .startsWith("ERROR: Jenkinsfile line 1: ")
                .contains("'prodction'")
                .contains("production");
    }

    @Test
    public void anInstanceThatAnotherBuildHolds() throws Exception {
        WorkflowRun other = Builds.start(JENKINS, "rollout(" + GOOD + ") { semaphore \"holds-${it.customer}\" }");
        for (String customer : List.of("acme", "borealis", "cygnus", "dorado", "everest")) {
            SemaphoreStep.waitForStart("holds-" + customer + "/1", other);
        }

        refused(
                "rollout(" + GOOD + ") { }",
                "instance 'acme-production' is held by rollout "
                        + Builds.rollout(other).id() + ", which has not ended; wait for it, or abort it");

        for (String customer : List.of("acme", "borealis", "cygnus", "dorado", "everest")) {
            SemaphoreStep.success("holds-" + customer + "/1", null);
        }
        Builds.ended(JENKINS, Result.SUCCESS, other);
    }

    @Test
    public void aBlockThatIsNone() throws Exception {
        refused(
                "rollout(" + GOOD + ", verify: 'smoke.sh') { }",
                "'verify' of rollout must be a block in braces, such as verify: { sh './verify.sh' }");
    }

    @Test
    public void aTemplateThatIsNotThere() throws Exception {
        refused(
                "node { rollout(" + GOOD + ", templates: [failed: 'none.txt']) { } }",
                "the template 'none.txt' is not in the workspace; correct 'templates' of rollout");
    }

    @Test
    public void theLineIsThatOfTheCallInAStage() throws Exception {
        assertThat(errors("""
                stage('Roll out') {
                    node {
                        rollout(service: 'billing', version: '4.2.0', environments: ['nowhere']) { }
                    }
                }
                """)).singleElement().asString().startsWith("ERROR: Jenkinsfile line 3: ");
    }

    @Test
    public void theLineIsThatOfTheCallInAMethod() throws Exception {
        assertThat(errors("""
                def bring() {
                    rollout(service: 'billing', environments: ['production']) { }
                }
                bring()
                """))
                .containsExactly("ERROR: Jenkinsfile line 2: rollout needs 'version', such as version: '4.2.0'");
    }

    @Test
    public void theLineIsThatOfTheCallInAnotherLibrary() throws Exception {
        Path root = folder.newFolder().toPath();
        Files.createDirectory(root.resolve("vars"));
        Files.writeString(
                root.resolve("vars/bring.groovy"),
                "def call() {\n    rollout(service: 'billing', environments: ['production']) { }\n}\n");
        LibraryConfiguration squads = GitRepository.of(root).library("squads");
        squads.setImplicit(true);
        GlobalLibraries.get().setLibraries(List.of(squads));
        try {
            assertThat(errors("bring()"))
                    .containsExactly("ERROR: bring.groovy line 2: rollout needs 'version', such as version: '4.2.0'");
        } finally {
            GlobalLibraries.get().setLibraries(List.of());
        }
    }

    @Test
    public void theLibraryTakesWhatThePlanTakes() throws Exception {
        String error = errors("rollout(colour: 'red') { }").get(0);
        Matcher knows = Pattern.compile("it knows (.*)").matcher(error);
        assertThat(knows.find()).as(error).isTrue();
        List<String> planned = new ArrayList<>(List.of(knows.group(1).split(", ")));
        planned.removeAll(List.of("verify", "rollback", "before", "after", "onHold", "onPartial", "templates"));

        assertThat(planned)
                .containsExactlyInAnyOrderElementsOf(new DescribableModel<>(PlanRolloutStep.class)
                        .getParameters().stream()
                                .map(DescribableParameter::getName)
                                .toList());
    }
}
