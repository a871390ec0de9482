package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.Test;

public class PromQlTest {
    @Test
    public void bracesOfPromQlStay() {
        assertFilled("up{instance=\"{instance}\"}", "up{instance=\"acme-1\"}");
        assertFilled("{__name__=\"x\"}", "{__name__=\"x\"}");
        assertFilled(
                "sum by (x) (rate(a{b='{customer}', c!=\"{version}\"}[5m]))",
                "sum by (x) (rate(a{b='acme', c!=\"4.2.0\"}[5m]))");
        assertFilled("a{b=\"{unknown}\"}", "a{b=\"{unknown}\"}");
    }

    @Test
    public void everyPlaceholderIsFilled() {
        assertFilled(
                "a{b=\"{instance} {customer} {environment} {version} {previousVersion} {service} {url} {label.region}\"}",
                "a{b=\"acme-1 acme production 4.2.0 4.1.0 billing http://127.0.0.1:1/billing eu west\"}");
    }

    @Test
    public void aValueCannotEndItsQuotes() {
        assertFilled("a{b=\"{customer}\"}", "x\"} or vector(1) #\\", "a{b=\"x\\\"} or vector(1) #\\\\\"}");
        assertFilled("a{b='{customer}'}", "o'hara \"\n", "a{b='o\\'hara \"\\x0a'}");
    }

    @Test
    public void aValueIsNoRegularExpression() {
        assertFilled("a{b=~\"{customer}.*\"}", ".*|\\d\"", "a{b=~\"\\\\.\\\\*\\\\|\\\\\\\\d\\\".*\"}");
        assertFilled("a{b !~ '{customer}'}", "a-z", "a{b !~ 'a\\\\-z'}");
    }

    @Test
    public void aPlaceholderMustBeTheValueOfALabel() {
        assertFault("up{{instance}}", "has {instance} without quotes; write \"{instance}\" as the value of a label");
        assertFault("a{b=`{instance}`}", "has {instance} in backticks, where nothing can be escaped");
        assertFault("a # of {customer}\n+ 1", "has {customer} in a comment");
        assertFault(
                "label_replace(a, \"b\", \"{customer}\", \"c\", \"d\")", "has {customer} where no label is compared");
        assertFault("a{b=~\"\\\\{instance}\"}", "has {instance} behind a backslash");
        assertFault("a{b=~\"\\\\Q{instance}\\\\E\"}", "has {instance} behind a backslash");
        assertThat(PromQl.fault("a{b=~\"\\\\\\\\{instance}\"}")).isEmpty();
        assertThat(PromQl.fault("a{b=~\"x\\\\.{instance}\"} # it's")).isEmpty();
    }

    /** Prometheus refuses the unknown escape. */
    @Test
    public void anEscapedBraceBeginsNoPlaceholder() {
        assertFilled("a{b=\"\\{instance}\"}", "a{b=\"\\{instance}\"}");
    }

    @Test
    public void textWithoutEndIsLeftToPrometheus() {
        for (String broken : new String[] {"a{b=\"", "a{b='{instance}", "`", "a{b=\"\\", "#", ""}) {
            assertThat(PromQl.fault(broken)).as(broken).isEmpty();
        }
    }

    @Test
    public void aLabelThatIsMissingIsNamed() {
        assertThatThrownBy(() -> PromQl.fill("a{b=\"{label.zone}\"}", subject("acme")))
                .hasMessage("neither the instance acme-1 nor its customer has a label 'zone', which {label.zone} stands"
                        + " for; give it one in the topology");
    }

    private static void assertFault(String query, String says) {
        assertThat(PromQl.fault(query)).as(query).hasValueSatisfying(fault -> assertThat(fault)
                .startsWith(says));
    }

    private static void assertFilled(String query, String filled) {
        assertFilled(query, "acme", filled);
    }

    private static void assertFilled(String query, String customer, String filled) {
        assertThat(PromQl.fault(query)).isEmpty();
        assertThat(PromQl.fill(query, subject(customer))).isEqualTo(filled);
    }

    private static Subject subject(String customer) {
        return Subjects.of("acme-1", customer, Map.of("region", "eu west"));
    }
}
