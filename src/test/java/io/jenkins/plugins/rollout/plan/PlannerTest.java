package io.jenkins.plugins.rollout.plan;

import static io.jenkins.plugins.rollout.testing.Releases.NEW;
import static io.jenkins.plugins.rollout.testing.Releases.OLD;
import static io.jenkins.plugins.rollout.testing.Releases.installed;
import static io.jenkins.plugins.rollout.testing.Releases.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.release.Installation.Condition;
import io.jenkins.plugins.rollout.release.Installations;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.testing.Fleet;
import io.jenkins.plugins.rollout.testing.Releases;
import io.jenkins.plugins.rollout.testing.Specs;
import io.jenkins.plugins.rollout.topology.Selector;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** Who gets a release in which wave, and which plans are refused. */
public class PlannerTest {
    private static final Strategy CANARY = new Strategy.Canary(
            Amount.instances(1), List.of(Amount.percent(10), Amount.percent(50), Amount.percent(100)));

    private static Plan plan(Topology topology, Specs spec) {
        return plan(topology, spec, Releases.everywhere(OLD, topology));
    }

    private static Plan plan(Topology topology, Specs spec, Installations installed) {
        return new Planner(topology, service -> installed).plan(spec.build(), NEW);
    }

    private static List<String> refusal(Topology topology, Specs spec, Installations installed) {
        InvalidInputException refusal =
                catchThrowableOfType(InvalidInputException.class, () -> plan(topology, spec, installed));
        assertThat(refusal).as("the plan was not refused").isNotNull();
        return refusal.problems().stream().map(Problem::message).toList();
    }

    private static List<String> names(Wave wave) {
        return wave.placements().stream().map(Placement::name).toList();
    }

    private static Topology fleetOf(int customers, String... environments) {
        return Fleet.chain(environments).customers(customers).everywhere().build();
    }

    /** Who asks about an instance later has the plan, and no topology. */
    @Test
    public void aPlacementHasItsCustomersLabelsAsWell() {
        Topology topology = TopologyReader.read("t.yaml", """
                environments: [{name: prod}]
                customers: [{name: acme, labels: {tier: gold, region: eu}}]
                services: [{name: billing}]
                instances:
                  - {name: one, url: 'http://one', customer: acme, environment: prod, labels: {region: us}}
                  - {name: shared, url: 'http://shared', environment: prod, labels: {zone: b}}
                """);

        Plan plan = plan(topology, Specs.to("prod").by(new Strategy.AllAtOnce()));

        assertThat(plan.placements())
                .extracting(Placement::name, placement -> placement.instance().labels())
                .containsExactlyInAnyOrder(
                        tuple("one", Map.of("tier", "gold", "region", "us")), tuple("shared", Map.of("zone", "b")));
    }

    // Strategies

    @Test
    public void aCanaryOfSixtyMakesWavesOf1And5And24And30() {
        Plan plan = plan(fleetOf(60, "prod"), Specs.to("prod").by(CANARY));

        assertThat(plan.waves()).extracting(Wave::size).containsExactly(1, 5, 24, 30);
        assertThat(plan.waves()).extracting(Wave::name).containsExactly("canary", "to 10%", "to 50%", "to 100%");
        assertThat(plan.waves()).extracting(Wave::number).containsExactly(1, 2, 3, 4);
        assertThat(plan.size()).isEqualTo(60);
    }

    @Test
    public void aCanaryOfAFewLeavesOutTheSharesThatItHasReachedAlready() {
        Plan plan = plan(fleetOf(2, "prod"), Specs.to("prod").by(CANARY));

        assertThat(plan.waves()).extracting(Wave::name).containsExactly("canary", "to 100%");
        assertThat(plan.waves()).extracting(Wave::size).containsExactly(1, 1);
    }

    @Test
    public void whatTheSharesOfACanaryLeaveComesLast() {
        Strategy half = new Strategy.Canary(Amount.instances(1), List.of(Amount.percent(50)));

        Plan plan = plan(fleetOf(10, "prod"), Specs.to("prod").by(half));

        assertThat(plan.waves()).extracting(Wave::size).containsExactly(1, 4, 5);
    }

    @Test
    public void rollingMakesEqualBatchesAndARest() {
        Plan plan = plan(fleetOf(10, "prod"), Specs.to("prod").by(new Strategy.Rolling(Amount.percent(25))));

        assertThat(plan.waves()).extracting(Wave::size).containsExactly(3, 3, 3, 1);
    }

    @Test
    public void ringsMakeAWaveEachTheLowestFirst() {
        Topology topology = Fleet.chain("prod")
                .customer("acme", 2)
                .customer("bolt", 1)
                .customer("cern", 2)
                .everywhere()
                .shared("demo", "prod")
                .build();

        Plan plan = plan(topology, Specs.to("prod").by(new Strategy.Rings()));

        assertThat(plan.waves()).extracting(Wave::name).containsExactly("ring 0", "ring 1", "ring 2");
        assertThat(plan.waves())
                .extracting(PlannerTest::names)
                .containsExactly(List.of("demo"), List.of("bolt-prod"), List.of("acme-prod", "cern-prod"));
    }

    @Test
    public void allAtOnceIsOneWave() {
        assertThat(plan(fleetOf(7, "prod"), Specs.to("prod")).waves())
                .extracting(Wave::size)
                .containsExactly(7);
    }

    @Test
    public void inAWaveInstancesGoByRingThenByNameAsPeopleReadIt() {
        Topology topology = Fleet.chain("prod")
                .customer("c-10", 1)
                .customer("c-2", 1)
                .customer("z", 0)
                .everywhere()
                .build();

        assertThat(names(plan(topology, Specs.to("prod")).waves().get(0)))
                .containsExactly("z-prod", "c-2-prod", "c-10-prod");
    }

    @Test
    public void anInstanceKnowsWhyItIsInItsWaveAndWhatItHadBefore() {
        Placement first = plan(fleetOf(60, "prod"), Specs.to("prod").by(CANARY))
                .placements()
                .findFirst()
                .orElseThrow();

        assertThat(first.why()).isEqualTo("canary: the first 1 by ring and name");
        assertThat(first.release()).isEqualTo(NEW);
        assertThat(first.previous()).isEqualTo(OLD);
    }

    // Environments

    @Test
    public void environmentsGoInPromotionOrderWhateverOrderTheyAreListedIn() {
        Plan plan = plan(
                fleetOf(2, "uat", "staging", "prod"),
                Specs.to("prod", "uat", "staging").inBatchesOf(1));

        assertThat(plan.waves())
                .extracting(Wave::environment)
                .containsExactly("uat", "uat", "staging", "staging", "prod", "prod");
        assertThat(plan.waves()).extracting(Wave::number).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    public void thePlanSaysWhereTheReleaseMustBeHealthyFirst() {
        Topology diamond = Fleet.empty()
                .environment("eng")
                .environment("uat", "eng")
                .environment("perf", "eng")
                .environment("prod", "uat", "perf")
                .customers(1)
                .everywhere()
                .build();

        assertThat(plan(diamond, Specs.to("eng", "uat", "perf", "prod")).promotion())
                .isEqualTo(Map.of(
                        "eng", List.of(),
                        "uat", List.of("eng"),
                        "perf", List.of("eng"),
                        "prod", List.of("eng", "perf", "uat")));
    }

    @Test
    public void theSameInputInAnyOrderGivesTheSamePlan() {
        Fleet fleet = Fleet.chain("uat", "staging", "prod");
        for (int i = 1; i <= 12; i++) {
            fleet.customer("c-" + i, i % 3);
        }
        fleet.everywhere().shared("eng", "uat");
        Specs spec = Specs.to("uat", "staging", "prod").by(CANARY);
        Plan expected = plan(fleet.build(), spec);

        for (int seed = 0; seed < 20; seed++) {
            assertThat(plan(fleet.shuffled(seed), spec)).isEqualTo(expected);
        }
    }

    // Promotion

    @Test
    public void aReleaseThatIsNotHealthyInTheEnvironmentsBeforeIsRefusedNamingWhatIsMissing() {
        Installations installed = installed(
                on("c-1-uat", NEW), on("c-2-uat", OLD), on("c-3-uat", NEW, Condition.UNHEALTHY), on("c-5-uat", NEW));

        assertThat(refusal(fleetOf(5, "uat", "prod"), Specs.to("prod"), installed))
                .containsExactly("prod can't be reached yet: c-2-uat runs 4.1.0, c-3-uat is unhealthy with it,"
                        + " c-4-uat has no release of billing on record; bring billing 4.2.0 there first,"
                        + " add those environments, or set 'promotion: ignore'");
    }

    @Test
    public void theSameVersionOfAnotherArtifactIsAnotherRelease() {
        Installations installed = installed(on("c-1-uat", Releases.billing("4.2.0", "f")));

        assertThat(refusal(fleetOf(1, "uat", "prod"), Specs.to("prod"), installed))
                .singleElement()
                .asString()
                .contains("c-1-uat runs 4.2.0 made of another artifact");
    }

    @Test
    public void whatTheLedgerKnowsToBeHealthyIsPromoted() {
        Installations installed = installed(on("c-1-uat", NEW), on("c-1-prod", OLD));

        assertThat(plan(fleetOf(1, "uat", "prod"), Specs.to("prod"), installed).size())
                .isEqualTo(1);
    }

    @Test
    public void onlyTheSameCustomerAndWhatIsSharedMatter() {
        Topology topology = Fleet.chain("eng", "uat", "prod")
                .shared("eng-1", "eng")
                .customers(2)
                .instance("c-1-uat", "c-1", "uat")
                .instance("c-2-uat", "c-2", "uat")
                .instance("c-1-prod", "c-1", "prod")
                .build();

        assertThat(plan(topology, Specs.to("prod"), installed(on("eng-1", NEW), on("c-1-uat", NEW)))
                        .size())
                .isEqualTo(1);
        assertThat(refusal(topology, Specs.to("prod"), installed(on("eng-1", OLD), on("c-1-uat", NEW))))
                .singleElement()
                .asString()
                .startsWith("prod can't be reached yet: eng-1 runs 4.1.0;");
    }

    @Test
    public void everyEnvironmentBeforeMattersHoweverFar() {
        assertThat(refusal(
                        fleetOf(1, "eng", "uat", "prod"),
                        Specs.to("prod"),
                        installed(on("c-1-eng", OLD), on("c-1-uat", NEW))))
                .singleElement()
                .asString()
                .contains("c-1-eng runs 4.1.0");
    }

    @Test
    public void theEnvironmentsOfTheRolloutItselfPromoteEachOther() {
        assertThat(plan(fleetOf(1, "uat", "prod"), Specs.to("uat", "prod")).size())
                .isEqualTo(2);
    }

    @Test
    public void promotionCanBeIgnoredAndThePlanSaysSo() {
        Plan plan = plan(fleetOf(1, "uat", "prod"), Specs.to("prod").ignoringPromotion());

        assertThat(plan.promotion()).isEmpty();
        assertThat(plan.warnings())
                .contains("promotion is ignored: the environments before need not be healthy with this release");
    }

    // What must be there

    @Test
    public void aServiceThatItDependsOnMustHaveBeenBroughtFirst() {
        Topology topology = Fleet.chain("prod")
                .customers(2)
                .everywhere()
                .service("ledger")
                .service("billing", "ledger")
                .build();
        Release ledger = new Release("ledger", "1.0", List.of(), "");
        Planner planner = new Planner(
                topology, service -> service.equals("ledger") ? installed(on("c-1-prod", ledger)) : Installations.NONE);

        InvalidInputException refusal = catchThrowableOfType(
                InvalidInputException.class, () -> planner.plan(Specs.to("prod").build(), NEW));

        assertThat(refusal)
                .hasMessageContaining("billing depends on ledger, which is not on record for c-2-prod; bring ledger"
                        + " there first, or set 'promotion: ignore'");
    }

    @Test
    public void aServiceThatIsBroughtByOtherMeansIsOnlyWarnedAbout() {
        Topology topology = Fleet.chain("prod")
                .customers(1)
                .everywhere()
                .service("ledger")
                .service("billing", "ledger")
                .build();

        assertThat(plan(topology, Specs.to("prod"), Installations.NONE).warnings())
                .contains("billing depends on ledger, of which nothing is on record");
    }

    @Test
    public void aCheckThatNeedsAnAddressRefusesAnInstanceWithoutOne() {
        Topology topology = Fleet.chain("prod")
                .customers(1)
                .instanceWithoutUrl("dark", "c-1", "prod")
                .build();

        assertThat(refusal(topology, Specs.to("prod"), Installations.NONE))
                .containsExactly("instance 'dark' has no url, which the check 'http /health' needs;"
                        + " give it one or leave it out of the rollout");
    }

    @Test
    public void aSelectionOfNothingIsRefused() {
        Selector nobody = new Selector(Set.of(), Set.of(), Set.of(9), Map.of());

        assertThat(refusal(fleetOf(2, "prod"), Specs.to("prod").where(nobody), Installations.NONE))
                .containsExactly("no instance is selected; 'environments', 'customers', 'rings' and 'where'"
                        + " together leave none");
    }

    @Test
    public void unknownNamesAreAllNamedWithWhatWasMeant() {
        Topology topology = Fleet.chain("staging", "production")
                .customer("acme")
                .everywhere()
                .service("billing")
                .build();
        Selector acne = new Selector(Set.of(), Set.of("acne"), Set.of(), Map.of());

        assertThat(refusal(
                        topology,
                        Specs.to("producton", "moon").service("biling").where(acne),
                        Installations.NONE))
                .containsExactly(
                        "the topology has no service 'biling'; did you mean 'billing'?",
                        "the topology has no environment 'producton'; did you mean 'production'?",
                        "the topology has no environment 'moon'",
                        "the topology has no customer 'acne'; did you mean 'acme'?");
    }

    // Warnings

    @Test
    public void aPlanWarnsAboutWhatCanNotGoBackAndWhatIsThereAlready() {
        Installations installed = installed(on("c-1-prod", NEW), on("c-2-prod", OLD, Condition.UNKNOWN));

        assertThat(plan(fleetOf(3, "prod"), Specs.to("prod"), installed).warnings())
                .containsExactly(
                        "1 instance can't be rolled back: no earlier release of billing is on record: c-3-prod",
                        "1 instance would be rolled back to a release that was not healthy there: c-2-prod",
                        "1 instance already on 4.2.0 and deployed again: c-1-prod");
    }

    @Test
    public void aPlanWarnsAboutAnEnvironmentInWhichNothingIsSelected() {
        Topology topology = Fleet.chain("uat", "prod")
                .customers(1)
                .instance("c-1-prod", "c-1", "prod")
                .build();

        assertThat(plan(topology, Specs.to("uat", "prod")).warnings()).containsExactly("nothing is selected in uat");
    }

    @Test
    public void aHealthyFleetIsPlannedWithoutWarnings() {
        assertThat(plan(fleetOf(3, "prod"), Specs.to("prod")).warnings()).isEmpty();
    }
}
