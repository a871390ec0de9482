package io.jenkins.plugins.rollout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.rollout.testing.RealPrometheus;
import io.jenkins.plugins.rollout.testing.Site;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Whole rollouts that a real Prometheus judges, while what it scrapes lives through what happens to instances. */
public class MetricsGateTest {
    @ClassRule
    public static final RealPrometheus PROMETHEUS = new RealPrometheus();

    private static final String WELL = "well";
    private static final String SICK = "sick";
    private static final String RESTARTS = "restarts";
    private static final String VANISHES = "vanishes";

    /** Its name would end the quotes, add all errors of others and comment the rest away. */
    private static final String INJECTS = "x\"} or sum(errors_total) or y{a=\"\\' #";

    private static final String[] ALL = {WELL, SICK, RESTARTS, VANISHES, INJECTS};

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final AtomicBoolean ended = new AtomicBoolean();
    private final Map<String, Integer> errors = new HashMap<>();
    private final Map<String, Integer> requests = new HashMap<>();
    private Site site;
    private Cli cli;
    private Thread traffic;

    /** The gate asks more often than Prometheus scrapes, so that it sees many samples twice. */
    @Before
    public void makeSite() throws Exception {
        site = Site.in(folder.getRoot().toPath(), ALL)
                .rollout(
                        "strategy: {allAtOnce: {}, failureBudget: 3, onFailure: hold}",
                        "gate:",
                        "  interval: 100ms",
                        "  checks:",
                        "    - command: echo >>asked",
                        "      dryRun: true",
                        "      count: 60",
                        "    - prometheus:",
                        "        url: " + PROMETHEUS.url(),
                        "        query: 'sum(errors_total{instance=\"{instance}\"})'",
                        "        total: 'sum(requests_total{instance=\"{instance}\"})'",
                        "      name: errors",
                        "      count: 12",
                        "      consecutiveErrorLimit: 25",
                        "      successCondition: result < 0.05");
        cli = new Cli(site);
        serve();
        PROMETHEUS.awaitScrape();
        traffic = new Thread(this::goOnServing, "traffic");
        traffic.start();
    }

    @After
    public void end() throws Exception {
        ended.set(true);
        traffic.join();
    }

    @Test
    public void theSickOneIsFoundAndWhoVanishesIsNotTakenForWell() {
        Cli.Answer answer = cli.bring("4.1.0", "--id", "r", "--json");

        assertThat(answer.status()).as(answer.err()).isEqualTo(3);
        JsonNode judged = answer.json().path("verdicts").path(0);
        Map<String, String> found = new LinkedHashMap<>();
        judged.path("instances")
                .forEach(one -> found.put(
                        one.path("instance").asText(),
                        one.path("verdict").asText() + " " + one.path("reason").asText()));
        assertThat(found).as(answer.err()).containsOnlyKeys(SICK, VANISHES);
        assertThat(found.get(SICK))
                .matches("fail errors: result is (0\\.[0-9]+|1), wanted result < 0\\.05 \\(sample .*\\)");
        assertThat(found.get(VANISHES))
                .startsWith(
                        "inconclusive errors: not measured 26 times in a row; the last time: the total gives no series:"
                                + " nothing was measured");
        assertThat(answer.err()).contains(SICK + ": errors: result is ", VANISHES + ": errors: not measured 26 times");
        JsonNode later = cli.run("status", "r", "--json").json();
        assertThat(later.path("verdicts")).isEqualTo(answer.json().path("verdicts"));
    }

    private void goOnServing() {
        try {
            while (!ended.get()) {
                serve();
                Thread.sleep(50);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve() throws Exception {
        boolean inTheMiddle = Files.exists(site.file("asked")) && Files.size(site.file("asked")) > 3 * ALL.length;
        for (String instance : ALL) {
            boolean restarts = inTheMiddle && instance.equals(RESTARTS) && errors.get(instance) > 0;
            // Errors from long ago, which a restart must not bring back.
            errors.merge(instance, 1000, (before, first) -> restarts ? 0 : before + (instance.equals(SICK) ? 5 : 0));
            requests.merge(instance, 5000, (before, first) -> restarts ? 0 : before + 10);
            if (inTheMiddle && instance.equals(VANISHES)) {
                PROMETHEUS.remove("errors_total" + labels(instance));
                PROMETHEUS.remove("requests_total" + labels(instance));
            } else {
                PROMETHEUS.set("errors_total" + labels(instance), errors.get(instance));
                PROMETHEUS.set("requests_total" + labels(instance), requests.get(instance));
            }
        }
    }

    private static String labels(String instance) {
        return "{instance=\"" + instance.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }
}
