package io.jenkins.plugins.rollout.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.health.Verdict;
import io.jenkins.plugins.rollout.ledger.Answer;
import io.jenkins.plugins.rollout.rollout.InstanceState;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.testing.Fleet;
import io.jenkins.plugins.rollout.testing.Releases;
import io.jenkins.plugins.rollout.topology.Topology;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;

/**
 * A build of a Jenkinsfile that calls the library. Customers acme, globex and initech have an instance in each of qa and
 * production; everybody runs 4.1.0, and 4.2.0 comes.
 */
public abstract class LibraryStory {
    static final Topology TOPOLOGY = Fleet.chain("qa", "production")
            .customer("acme")
            .customer("globex")
            .customer("initech")
            .service("billing")
            .everywhere()
            .build();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    PretendBuild build;
    PretendRollout rollouts;
    private Optional<Throwable> failure = Optional.empty();

    @Before
    public void pretendABuild() throws Exception {
        build = new PretendBuild(
                Path.of(System.getProperty("project.directory", ".")),
                folder.newFolder("program").toPath());
        rollouts = new PretendRollout(build, TOPOLOGY, folder.getRoot().toPath());
        EarlierRollout.everywhere(Releases.OLD, TOPOLOGY, rollouts.ledger, rollouts.clock);
    }

    @After
    public void closeLedger() {
        rollouts.ledger.close();
    }

    /** Runs a Jenkinsfile to its end, good or bad. */
    final Object run(String... lines) {
        failure = Optional.empty();
        try {
            return build.runJenkinsfile(String.join("\n", lines));
        } catch (AssertionError e) {
            throw e;
        } catch (Throwable e) {
            failure = Optional.of(e);
            return null;
        }
    }

    /** What the build ended with. */
    final String failure() {
        return failure.map(Throwable::getMessage).orElse("none");
    }

    final void failureIs(String... lines) {
        assertThat(failure()).isEqualTo(String.join("\n", lines));
    }

    final void stagesAre(String... lines) {
        assertThat(build.stages.text()).isEqualTo(String.join("\n", lines) + "\n");
    }

    /** What stands in the log of that kind, such as {@code sh}. */
    final List<String> logged(String kind) {
        return build.log.stream()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> line.substring(kind.length() + 1))
                .toList();
    }

    final void isUnhealthyWith(String version, String instance) {
        rollouts.health.put(instance + " " + version, Verdict.FAIL);
    }

    final void cannotBeJudgedWith(String version, String instance) {
        rollouts.health.put(instance + " " + version, Verdict.INCONCLUSIVE);
    }

    /** An instance whose wave has passed, by what is about to happen then: {@code deploy acme-qa}, {@code judge 2}. */
    final void isFoundUnhealthyBefore(String moment, String instance) {
        rollouts.lateHarm.put(moment, instance);
    }

    final void somebodyApproves() {
        rollouts.person = Answer::approve;
    }

    final void somebodyAborts() {
        rollouts.person = Answer::abort;
    }

    final Rollout lastRollout() {
        List<Rollout> all = rollouts.rollouts();
        return all.get(all.size() - 1);
    }

    final InstanceState stateOf(String instance) {
        return lastRollout().instance(instance).orElseThrow().state();
    }
}
