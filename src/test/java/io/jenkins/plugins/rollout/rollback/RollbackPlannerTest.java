package io.jenkins.plugins.rollout.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.testing.Releases;
import io.jenkins.plugins.rollout.topology.Instance;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Where each instance goes back to, and in which order. */
public class RollbackPlannerTest {
    private static Placement placement(String name, String environment, Release previous) {
        Instance instance = new Instance(name, "", environment, "", Map.of(), Map.of());
        return new Placement(instance, Releases.NEW, previous, "all at once");
    }

    @Test
    public void eachInstanceGetsWhatItHadBefore() {
        Release older = Releases.billing("4.0.0");

        Plan back =
                RollbackPlanner.undo(List.of(placement("a", "prod", Releases.OLD), placement("b", "prod", older)), 1);

        assertThat(back.action()).isEqualTo(Action.ROLLBACK);
        assertThat(back.placements()).extracting(Placement::release).containsExactly(Releases.OLD, older);
        assertThat(back.placements()).extracting(Placement::previous).containsOnly(Releases.NEW);
        assertThat(back.placements()).extracting(Placement::why).containsExactly("back to 4.1.0", "back to 4.0.0");
        assertThat(back.service()).isEqualTo("billing");
        assertThat(back.version()).isEqualTo("4.0.0, 4.1.0");
        assertThat(back.warnings()).isEmpty();
    }

    @Test
    public void environmentsGoInReverseOneWaveEach() {
        Plan back = RollbackPlanner.undo(
                List.of(
                        placement("uat-1", "uat", Releases.OLD),
                        placement("uat-2", "uat", Releases.OLD),
                        placement("prod-1", "prod", Releases.OLD)),
                5);

        assertThat(back.waves()).extracting(Wave::environment).containsExactly("prod", "uat");
        assertThat(back.waves()).extracting(Wave::number).containsExactly(5, 6);
        assertThat(back.waves()).extracting(Wave::size).containsExactly(1, 2);
    }

    @Test
    public void anInstanceWithoutAnEarlierReleaseIsInThePlanAndSaidToBeLost() {
        Plan back = RollbackPlanner.undo(
                List.of(placement("a", "prod", Release.NONE), placement("b", "prod", Releases.OLD)), 1);

        assertThat(back.placements())
                .extracting(placement -> placement.release().isNone())
                .containsExactly(true, false);
        assertThat(back.placements().findFirst().orElseThrow().why()).isEqualTo("no earlier release on record");
        assertThat(back.service()).isEqualTo("billing");
        assertThat(back.version()).isEqualTo("4.1.0");
        assertThat(back.warnings())
                .containsExactly("1 instance can't be rolled back: no earlier release is on record: a");
    }

    @Test
    public void aTargetMayBeChosen() {
        Release chosen = Releases.billing("3.9.0");
        Instance instance = new Instance("a", "", "prod", "", Map.of(), Map.of());

        Plan back = RollbackPlanner.back(List.of(new Placement(instance, chosen, Releases.NEW, "asked for")), 1);

        assertThat(back.placements()).extracting(Placement::release).containsExactly(chosen);
        assertThat(back.version()).isEqualTo("3.9.0");
    }

    @Test
    public void nothingToTakeBackIsAnEmptyPlan() {
        assertThat(RollbackPlanner.undo(List.of(), 1).waves()).isEmpty();
    }
}
