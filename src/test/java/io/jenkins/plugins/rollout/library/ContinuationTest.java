package io.jenkins.plugins.rollout.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import groovy.lang.Binding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the other tests of the library rest on: programs run in continuations, and those that Jenkins can't run fail. */
public final class ContinuationTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final List<String> said = new ArrayList<>();
    private LibraryHelper helper;

    @Before
    public void pretendTwoSteps() {
        Steps steps = new Steps();
        steps.add("echo", call -> said.add(call.text("message")));
        steps.add("stage", call -> helper.runBody(call.body()));
        steps.add("twice", call -> {
            helper.runBody(call.body(), "one");
            return helper.runBody(call.body(), "two");
        });
        helper = new LibraryHelper(
                Path.of("src/test/resources"),
                folder.getRoot().toPath(),
                getClass().getClassLoader(),
                steps);
    }

    private Object run(String... lines) {
        return helper.runJenkinsfile(String.join("\n", lines), new Binding());
    }

    @Test
    public void aProgramIsMadeOfContinuations() {
        Object body = run("return { echo 'one' }");

        assertThat(body).isInstanceOf(com.cloudbees.groovy.cps.impl.CpsClosure.class);
    }

    @Test
    public void stepsInEachAreCalledForEach() {
        run("['a', 'b', 'c'].each { one -> echo one }", "[k: 'v', l: 'w'].each { key, value -> echo \"$key$value\" }");

        assertThat(said).containsExactly("a", "b", "c", "kv", "lw");
    }

    @Test
    public void bodiesAndMethodsCallEachOther() {
        Object last = run(
                "def greet(String name) { echo \"hello $name\"; return name.size() }",
                "int sum = 0",
                "stage('s') { for (String name in ['ann', 'bo']) { sum += greet(name) } }",
                "twice { it -> echo it + sum; it }");

        assertThat(last).isEqualTo("two");
        assertThat(said).containsExactly("hello ann", "hello bo", "one5", "two5");
    }

    @Test
    public void whatJenkinsCannotSaveMustNotBeHeldAcrossAStep() {
        assertThatThrownBy(() -> run("def found = 'abc' =~ /b/", "echo 'x'", "return found.find()"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("java.util.regex.Matcher");
    }

    @Test
    public void aClosureWithStepsMustNotBeGivenToWhatCantBeContinued() {
        assertThatThrownBy(() -> run("return ['b', 'a'].toSorted { one, other -> echo 'x'; one <=> other }"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    public void failuresOfStepsCanBeCaught() {
        run("try { stage('s') { throw new IOException('no') } } catch (IOException e) { echo e.message }");

        assertThat(said).containsExactly("no");
    }
}
