package io.jenkins.plugins.rollout.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Names in the order in which people read them. */
public class NaturalOrderTest {
    private static List<String> sorted(String... names) {
        List<String> sorted = new ArrayList<>(List.of(names));
        sorted.sort(NaturalOrder.INSTANCE);
        return sorted;
    }

    @Test
    public void numbersAreComparedAsNumbers() {
        assertThat(sorted("eng-10", "eng-2", "eng-1")).containsExactly("eng-1", "eng-2", "eng-10");
    }

    @Test
    public void eachNumberInANameCounts() {
        assertThat(sorted("c2-s10", "c10-s1", "c2-s9")).containsExactly("c2-s9", "c2-s10", "c10-s1");
    }

    @Test
    public void aNumberMayBeLongerThanAnyInteger() {
        assertThat(sorted("b-123456789012345678901", "b-123456789012345678900"))
                .containsExactly("b-123456789012345678900", "b-123456789012345678901");
    }

    @Test
    public void aBeginningComesBeforeTheWhole() {
        assertThat(sorted("uat-eu", "uat", "ua")).containsExactly("ua", "uat", "uat-eu");
    }

    @Test
    public void namesThatReadTheSameStillHaveAnOrder() {
        assertThat(sorted("eng-1", "eng-01", "eng-001")).containsExactly("eng-001", "eng-01", "eng-1");
        assertThat(NaturalOrder.INSTANCE.compare("eng-1", "eng-01")).isPositive();
        assertThat(NaturalOrder.INSTANCE.compare("eng-1", "eng-1")).isZero();
    }

    @Test
    public void whatFollowsAPaddedNumberDecidesFirst() {
        assertThat(sorted("a-1-z", "a-01-a")).containsExactly("a-01-a", "a-1-z");
        assertThat(sorted("a-01-z", "a-1-a")).containsExactly("a-1-a", "a-01-z");
    }
}
