package io.jenkins.plugins.rollout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

/** Numbers of instances, and shares of them. */
public class AmountTest {
    @Test
    public void aPercentageOfAWaveIsRoundedUp() {
        assertThat(Amount.percent(10).roundedUp(60)).isEqualTo(6);
        assertThat(Amount.percent(10).roundedUp(61)).isEqualTo(7);
        assertThat(Amount.percent(100).roundedUp(7)).isEqualTo(7);
    }

    @Test
    public void theSmallestShareIsOneInstance() {
        assertThat(Amount.percent(1).roundedUp(3)).isEqualTo(1);
    }

    @Test
    public void moreThanThereAreIsAllThereAre() {
        assertThat(Amount.instances(8).roundedUp(5)).isEqualTo(5);
    }

    @Test
    public void aPercentageThatMayFailIsRoundedDown() {
        assertThat(Amount.percent(10).roundedDown(9)).isZero();
        assertThat(Amount.percent(10).roundedDown(10)).isEqualTo(1);
        assertThat(Amount.percent(99).roundedDown(100)).isEqualTo(99);
    }

    @Test
    public void aNumberIsThatNumber() {
        assertThat(Amount.instances(3).roundedUp(10)).isEqualTo(3);
        assertThat(Amount.instances(3).roundedDown(10)).isEqualTo(3);
    }

    @Test
    public void sharesOfLargeFleetsDoNotOverflow() {
        assertThat(Amount.percent(50).roundedUp(Integer.MAX_VALUE)).isEqualTo(1_073_741_824);
        assertThat(Amount.percent(50).roundedDown(Integer.MAX_VALUE)).isEqualTo(1_073_741_823);
    }

    @Test
    public void readsAsItIsWritten() {
        assertThat(Amount.percent(10)).hasToString("10%");
        assertThat(Amount.instances(3)).hasToString("3");
    }
}
