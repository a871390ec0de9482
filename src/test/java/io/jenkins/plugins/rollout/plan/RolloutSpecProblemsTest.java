package io.jenkins.plugins.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.plan.RolloutSpec.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Everything that can be wrong with a rollout file, each with its place and its remedy. */
public class RolloutSpecProblemsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void nothingOfWhatIsNeeded() {
        assertProblems(
                "retries: 1",
                "r.yaml:1:1: a rollout file must have 'service'; add it",
                "r.yaml:1:1: a rollout file must have 'environments'; add it",
                "r.yaml:1:1: a rollout file must have 'strategy'; add it");
    }

    @Test
    public void onlyWhatIsDeployedByAPipelineNeedsNoCommand() throws IOException {
        Path file = folder.newFile("rollout.yaml").toPath();
        Files.writeString(file, "{service: billing, environments: [production], strategy: {rings: {}}}");

        InvalidInputException problems =
                catchThrowableOfType(InvalidInputException.class, () -> RolloutSpecReader.read(file));

        assertThat(problems).hasMessage(file + ":1:1: a rollout file must have 'deploy'; add it");
    }

    @Test
    public void fourEyesAreTrueOrFalse() {
        assertProblems(
                "{service: a, environments: [b], strategy: {rings: {}}, fourEyes: 'yes'}",
                "r.yaml:1:66: 'fourEyes' must be false or true, is 'yes'");
    }

    @Test
    public void everythingAtOnce() {
        assertProblems(
                """
                service: ''
                artefact: x
                environments: []
                strategy: {canary: {frist: 1}, maxParalel: 8}
                deploy: ''
                gate: {checks: [htpp: {}]}
                """,
                "r.yaml:1:10: the name of a service is empty; give it one",
                "r.yaml:2:1: unknown key 'artefact'; did you mean 'artifact'?",
                "r.yaml:3:15: 'environments' is empty; name at least one",
                "r.yaml:4:21: unknown key 'frist'; did you mean 'first'?",
                "r.yaml:4:32: unknown key 'maxParalel'; did you mean 'maxParallel'?",
                "r.yaml:5:9: 'deploy' names no program; write a command such as ./deploy.sh",
                "r.yaml:6:17: unknown check 'htpp'; did you mean 'http'?");
    }

    @Test
    public void noStrategyOrMoreThanOne() {
        assertStrategy(
                "{}", "r.yaml:4:11: 'strategy' names none of canary, rolling, rings, allAtOnce; add the one to follow");
        assertStrategy("{rings: {}, canary: {}}", "r.yaml:4:11: 'strategy' names canary and rings; keep one of them");
        assertStrategy("canary", "r.yaml:4:11: 'strategy' must be a mapping of keys to values, is a text");
        assertStrategy("{rings: [1]}", "r.yaml:4:19: 'rings' must be a mapping of keys to values, is a list");
        assertStrategy("{rings: {batch: 1}}", "r.yaml:4:20: unknown key 'batch'; 'rings' has no keys");
        assertStrategy("{rolling: {}}", "r.yaml:4:21: 'rolling' must have 'batch'; add it");
    }

    @Test
    public void amountsThatAreNone() {
        assertBatch("0", "'batch' must be at least 1, is '0'");
        assertBatch("-3", "'batch' must be at least 1, is '-3'");
        assertBatch("0%", "'batch' must be from 1% to 100%, is '0%'");
        assertBatch("140%", "'batch' must be from 1% to 100%, is '140%'");
        assertBatch("-5%", "'batch' must be from 1% to 100%, is '-5%'");
        for (String text : List.of("10.5%", "1.5", "half", "10 %", "99999999999", "''")) {
            assertBatch(
                    text,
                    "'batch' must be a number of instances such as 3 or a whole percentage such as 25%, is '"
                            + text.replace("'", "") + "'");
        }
    }

    private static void assertBatch(String amount, String message) {
        assertStrategy("{rolling: {batch: " + amount + "}}", "r.yaml:4:29: " + message);
    }

    @Test
    public void sharesThatDoNotRise() {
        assertStrategy(
                "{canary: {first: 10%, then: [10%, 50%, 20%, 3, 2]}}",
                "r.yaml:4:40: 'then' must rise, and 10% comes behind 10%; each counts all instances reached so far",
                "r.yaml:4:50: 'then' must rise, and 20% comes behind 50%; each counts all instances reached so far",
                "r.yaml:4:58: 'then' must rise, and 2 comes behind 3; each counts all instances reached so far");
        assertStrategy("{canary: {then: 10%}}", "r.yaml:4:27: 'then' must be a list, is a text; put it in brackets");
    }

    @Test
    public void limitsThatAreNone() {
        assertStrategy(
                "{rings: {}, maxParallel: 0, failureBudget: 101%, bake: -1s, onFailure: rollback}",
                "r.yaml:4:36: 'maxParallel' must be a whole number from 1 to 10000, is '0'",
                "r.yaml:4:54: 'failureBudget' must be from 0% to 100%, is '101%'",
                "r.yaml:4:66: 'bake' must be a duration such as 500ms, 30s or 1h30m, is '-1s'",
                "r.yaml:4:82: 'onFailure' must be rollback-affected or rollback-all or hold, is 'rollback'");
        assertStrategy("{rings: {}, failureBudget: -1}", "r.yaml:4:38: 'failureBudget' must be at least 0, is '-1'");
        assertStrategy("{rings: {}, bake: 31d}", "r.yaml:4:29: 'bake' must be at most 30 days, is '31d'");
    }

    private static void assertStrategy(String strategy, String... expected) {
        assertProblems("service: billing\nenvironments: [uat]\ndeploy: ./deploy.sh\nstrategy: " + strategy, expected);
    }

    @Test
    public void selectionsOfNobody() {
        assertWith("customers: []", "r.yaml:5:12: 'customers' chooses nobody; write all, names, or labels");
        assertWith(
                "customers: acme",
                "r.yaml:5:12: 'customers' must be all, a list of names, or labels, is 'acme';"
                        + " put a single name in brackets");
        assertWith(
                "where: {}", "r.yaml:5:8: 'where' asks for no label; name one, or leave it out to choose everything");
        assertWith("where: [a]", "r.yaml:5:8: 'where' must be a mapping of keys to values, is a list");
        assertWith("rings: []", "r.yaml:5:8: 'rings' chooses none; name some, or leave it out for all");
        assertWith("rings: [1, b]", "r.yaml:5:12: an element of 'rings' must be a whole number of at least 0, is 'b'");
        assertWith(
                "customers: {tier: gold}\nwhere: {tier: silver}",
                "r.yaml:6:9: the label 'tier' can't be both 'gold' and 'silver'; ask for one of them");
    }

    @Test
    public void deploymentsThatCannotRun() {
        assertWith("retries: 11", "r.yaml:5:10: 'retries' must be a whole number from 0 to 10, is '11'");
        assertWith("timeout: 0s", "r.yaml:5:10: 'timeout' must be longer than nothing");
        assertWith("backoff: 1", "r.yaml:5:10: 'backoff' must be a duration such as 500ms, 30s or 1h30m, is '1'");
        assertWith("promotion: skip", "r.yaml:5:12: 'promotion' must be require or ignore, is 'skip'");
        assertWith("artifact: ' '", "r.yaml:5:11: 'artifact' is empty; name a file, or leave it out");
        assertWith(
                "artifact: \"a\\nb\"",
                "r.yaml:5:11: 'artifact' holds a control character or a line break; take it out");
    }

    private static void assertWith(String line, String... expected) {
        assertProblems(
                "service: billing\nenvironments: [uat]\ndeploy: ./deploy.sh\nstrategy: {rings: {}}\n" + line, expected);
    }

    @Test
    public void commandsThatAreNone() {
        assertDeploy("[]", "r.yaml:4:9: 'deploy' is empty; name at least one");
        assertDeploy("[' ', a]", "r.yaml:4:10: 'deploy' names no program; write a command such as ./deploy.sh");
        assertDeploy("{run: x}", "r.yaml:4:9: 'deploy' must be a command, as a text or a list, is a mapping");
        assertDeploy("[a, [b]]", "r.yaml:4:13: an element of 'deploy' must be a text, is a list");
        assertDeploy("[a, \"b\\0\"]", "r.yaml:4:13: 'deploy' holds a NUL character; take it out");
    }

    private static void assertDeploy(String command, String... expected) {
        assertProblems("service: billing\nenvironments: [uat]\nstrategy: {rings: {}}\ndeploy: " + command, expected);
    }

    @Test
    public void namesThatNobodyCanRead() {
        assertProblems(
                """
                service: "bil\\nling"
                environments: [uat, "a\\tb", uat]
                strategy: {rings: {}}
                deploy: ./deploy.sh
                """,
                "r.yaml:1:10: the name of a service holds a control character or a line break; take it out:"
                        + " 'bil\\u000aling'",
                "r.yaml:2:21: the name of an environment holds a control character or a line break; take it out:"
                        + " 'a\\u0009b'",
                "r.yaml:2:29: the environment 'uat' is named twice; keep one");
    }

    @Test
    public void problemsOfTheFileItself() {
        assertProblems(
                "a: [",
                "r.yaml:1:5: this isn't valid YAML: expected the node content, but found '<stream end>' while parsing a"
                        + " flow node that begins at r.yaml:1:5; check the indentation, quotes and brackets up to here");
        assertProblems("- a", "r.yaml:1:1: a rollout file must be a mapping of keys to values, is a list");

        InvalidInputException missing = catchThrowableOfType(
                InvalidInputException.class, () -> RolloutSpecReader.read(Path.of("no/rollout.yaml")));
        assertThat(missing).hasMessage("no/rollout.yaml: there is no such file; check the name and the current folder");
    }

    private static void assertProblems(String yaml, String... expected) {
        InvalidInputException exception = catchThrowableOfType(
                InvalidInputException.class,
                () -> RolloutSpecReader.read(new Source("r.yaml", Path.of("/work"), yaml)));
        assertThat(exception.problems()).extracting(Problem::toString).containsExactly(expected);
    }
}
