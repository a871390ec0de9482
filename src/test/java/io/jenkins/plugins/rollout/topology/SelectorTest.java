package io.jenkins.plugins.rollout.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.testing.Fleet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

/** Which instances a selection takes. */
public class SelectorTest {
    private static final Topology FLEET = Fleet.chain("eng", "uat", "prod")
            .customer("acme", 1, Map.of("tier", "gold"))
            .customer("bolt", 2, Map.of("tier", "silver"))
            .shared("eng-1", "eng")
            .instance("acme-uat", "acme", "uat")
            .instance("acme-prod", "acme", "prod", Map.of("region", "us"))
            .instance("bolt-uat", "bolt", "uat")
            .instance("bolt-prod", "bolt", "prod", Map.of("region", "eu", "tier", "gold"))
            .build();

    private static List<String> select(
            Set<String> environments, Set<String> customers, Set<Integer> rings, Map<String, String> labels) {
        return new Selector(environments, customers, rings, labels)
                .select(FLEET).stream().map(Instance::name).toList();
    }

    @Test
    public void withoutConditionsEverythingIsSelected() {
        assertThat(Selector.EVERYTHING.select(FLEET)).hasSize(5);
    }

    @Test
    public void byEnvironment() {
        assertThat(select(Set.of("uat"), Set.of(), Set.of(), Map.of())).containsExactly("acme-uat", "bolt-uat");
    }

    @Test
    public void byCustomerWhichLeavesOutWhatIsShared() {
        assertThat(select(Set.of(), Set.of("acme"), Set.of(), Map.of())).containsExactly("acme-uat", "acme-prod");
    }

    @Test
    public void byRingWhichLeavesOutWhatIsShared() {
        assertThat(select(Set.of(), Set.of(), Set.of(0, 2), Map.of())).containsExactly("bolt-uat", "bolt-prod");
    }

    @Test
    public void byALabelOfTheCustomerUnlessTheInstanceHasItsOwn() {
        assertThat(select(Set.of(), Set.of(), Set.of(), Map.of("tier", "gold")))
                .containsExactly("acme-uat", "acme-prod", "bolt-prod");
        assertThat(select(Set.of(), Set.of(), Set.of(), Map.of("tier", "silver")))
                .containsExactly("bolt-uat");
    }

    @Test
    public void byNameWhosoeverTheyAre() {
        Selector selector = Selector.ofInstances(Set.of("eng-1", "bolt-uat", "gone"));

        assertThat(selector.select(FLEET)).extracting(Instance::name).containsExactly("eng-1", "bolt-uat");
        assertThat(selector.inEnvironments(List.of("uat")).select(FLEET))
                .extracting(Instance::name)
                .containsExactly("bolt-uat");
    }

    @Test
    public void allConditionsMustHold() {
        assertThat(select(Set.of("prod"), Set.of("bolt"), Set.of(2), Map.of("tier", "gold", "region", "eu")))
                .containsExactly("bolt-prod");
        assertThat(select(Set.of("prod"), Set.of("bolt"), Set.of(1), Map.of())).isEmpty();
    }

    @Test
    public void aLabelThatNobodyHasSelectsNothing() {
        assertThat(select(Set.of(), Set.of(), Set.of(), Map.of("colour", "red")))
                .isEmpty();
    }

    @Test
    public void environmentsCanBeNarrowedAfterwards() {
        Selector gold = new Selector(Set.of(), Set.of(), Set.of(), Map.of("tier", "gold"));

        assertThat(gold.inEnvironments(List.of("prod")).select(FLEET))
                .extracting(Instance::name)
                .containsExactly("acme-prod", "bolt-prod");
    }
}
