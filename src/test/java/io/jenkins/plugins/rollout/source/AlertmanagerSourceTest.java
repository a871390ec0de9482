package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.rollout.source.Reading.Outcome;
import io.jenkins.plugins.rollout.testing.Await;
import io.jenkins.plugins.rollout.testing.RealAlertmanager;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;

/** Alerts of a real Alertmanager. Each test has a customer of its own. */
public class AlertmanagerSourceTest {
    @ClassRule
    public static final RealAlertmanager ALERTMANAGER = new RealAlertmanager();

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    public void withoutAlertItPasses() throws Exception {
        Reading reading = ask("calm");

        assertThat(reading.outcome()).as(reading.detail()).isEqualTo(Outcome.PASS);
        assertThat(reading.detail()).isEqualTo("no alert fires with customer=\"calm\"");
        assertThat(reading.samples()).containsExactly(Sample.of(0));
    }

    @Test
    public void anAlertOfTheCustomerFails() throws Exception {
        fire("HighErrorRate", "acme");

        Reading reading = ask("acme");

        assertThat(reading.outcome()).as(reading.detail()).isEqualTo(Outcome.FAIL);
        assertThat(reading.detail()).isEqualTo("the alert HighErrorRate fires");
        assertThat(ask("acme2").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    public void severalAlertsAreCounted() throws Exception {
        fire("A", "busy");
        fire("B", "busy");

        assertThat(ask("busy").detail())
                .startsWith("2 alerts fire: ")
                .contains("A")
                .contains("B");
        assertThat(ask("busy").samples()).containsExactly(Sample.of(2));
    }

    @Test
    public void allMatchersMustMatch() throws Exception {
        fire("A", "strict");
        AlertmanagerSource source = source(Map.of("customer", "{customer}", "severity", "critical"));

        assertThat(read(source, "strict").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    public void whatIsSilencedOrInhibitedDoesNotCount() throws Exception {
        fire("Silenced", "quiet");
        fire("DatacenterDown", "elsewhere");
        fire("Inhibited", "quiet");
        String now = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        String later = Instant.now().plusSeconds(600).toString();
        ALERTMANAGER.silence(JSON.writeValueAsString(Map.of(
                "matchers",
                List.of(Map.of("name", "alertname", "value", "Silenced", "isRegex", false)),
                "startsAt",
                now,
                "endsAt",
                later,
                "createdBy",
                "test",
                "comment",
                "test")));

        Await.until("the silence holds", () -> outcome("quiet") == Outcome.PASS);
    }

    @Test
    public void aCustomerIsItsNameWhateverThatIs() throws Exception {
        for (String nasty :
                List.of("a\"b", "a\\", "x\",severity!=\"", "{customer}", "*.+", "a&filter=b", "a\nb", "ü € '")) {
            fire("Nasty", nasty);

            assertThat(ask(nasty).detail()).as(nasty).isEqualTo("the alert Nasty fires");
            assertThat(ask(nasty + "x").outcome()).as(nasty).isEqualTo(Outcome.PASS);
        }
    }

    @Test
    public void nobodyThereIsNoMeasurement() throws Exception {
        AlertmanagerSource source =
                new AlertmanagerSource("http://127.0.0.1:1", Map.of("customer", "x"), Duration.ofSeconds(5), "");

        Reading reading = read(source, "x");

        assertThat(reading.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(reading.detail()).startsWith("127.0.0.1:1 refuses the connection");
    }

    @Test
    public void anotherServerIsNoMeasurement() throws Exception {
        AlertmanagerSource wrong = new AlertmanagerSource(
                ALERTMANAGER.url() + "/elsewhere", Map.of("customer", "x"), Duration.ofSeconds(5), "");

        assertThat(read(wrong, "x").detail()).startsWith("it answered 404");
    }

    @Test
    public void aMissingLabelIsNoMeasurement() throws Exception {
        Reading reading = read(source(Map.of("region", "{label.region}")), "acme");

        assertThat(reading.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(reading.detail()).contains("has a label 'region'");
    }

    private static void fire(String name, String customer) throws IOException, InterruptedException {
        ALERTMANAGER.send(JSON.writeValueAsString(
                List.of(Map.of("labels", Map.of("alertname", name, "customer", customer, "severity", "page")))));
        Await.until("the alert " + name + " is there", () -> isThere(name));
    }

    private static boolean isThere(String name) {
        try {
            Reading reading = read(source(Map.of("alertname", name)), "");
            return reading.outcome() == Outcome.FAIL
                    || List.of("Silenced", "Inhibited").contains(name);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Outcome outcome(String customer) {
        try {
            return ask(customer).outcome();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Reading ask(String customer) throws InterruptedException {
        return read(source(Map.of("customer", "{customer}")), customer);
    }

    private static AlertmanagerSource source(Map<String, String> matchers) {
        return new AlertmanagerSource(ALERTMANAGER.url(), matchers, Duration.ofSeconds(10), "");
    }

    private static Reading read(AlertmanagerSource source, String customer) throws InterruptedException {
        Subject subject = Subjects.of(customer + "-production", customer, Map.of());
        return source.read(
                Inquiry.now(source, subject), new Laboratory(Clock.systemUTC(), Path.of("."), Credentials.NONE));
    }
}
