package io.jenkins.plugins.rollout.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** How an instance was judged, as its story shows it: pictures, and the numbers behind them. */
public class ChecksInBrowserTest {
    private static final List<String> SHAPES =
            List.of("worse", "open", "fine", "thresholds", "odd", "many", "cygnus", "rare");

    @ClassRule
    public static final Browser BROWSER = new Browser();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path log;
    private PageServer server;

    @Before
    public void prepare() throws IOException {
        log = folder.newFile("deploy-1.log").toPath();
        Files.writeString(log, "unpacking\n");
        BROWSER.size(1440, 900);
        BROWSER.prefer("light");
    }

    @After
    public void close() {
        BROWSER.driver().executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        server.close();
        assertThat(BROWSER.driver().manage().logs().get("browser").getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .filteredOn(entry -> !entry.getMessage().contains("Failed to load resource"))
                .isEmpty();
    }

    @Test
    public void showsWhyAComparisonFailed() {
        open(Samples.judged(), "worse-production");

        BROWSER.sees(".rm-check h4", "error rate");
        BROWSER.sees(".rm-check .rm-badge", "fail");
        BROWSER.sees(".rm-check .rm-reason", "12.1 times as high");
        BROWSER.sees(".rm-check .rm-note", "instances on the old release; what matters is 20 % more");
        assertThat(BROWSER.all(".rm-legend li").stream().map(WebElement::getText))
                .containsExactly(
                        "new release",
                        "baseline",
                        "where the true ratio can be",
                        "the same",
                        "from here on it matters");
        WebElement chart = BROWSER.find("svg[role=img]");
        assertThat(chart.getAccessibleName()).isEqualTo("error rate: fail");
        assertThat(BROWSER.run("return document.querySelector('svg[role=img] desc').textContent"))
                .asString()
                .contains("harm begins at 1.2 times")
                .contains("decided at ")
                .containsPattern("times the baseline: [0-9.]+, between [0-9.]+ and [0-9.]+");
        assertThat(chart.findElement(By.cssSelector("text.rm-moment")).getText())
                .startsWith("fail ");
    }

    @Test
    public void marksWhatFailedAndWhatCouldNotBeMeasured() {
        open(Samples.judged(), "thresholds-production");

        BROWSER.until(browser -> BROWSER.all(".rm-check").size() == 3);
        assertThat(marks(0)).containsExactlyInAnyOrder("pass", "fail", "error");
        assertThat(marks(1)).containsExactlyInAnyOrder("pass", "inconclusive", "error");
        assertThat(marks(2)).containsExactly("pass");
        assertThat(
                        BROWSER.run(
                                "return document.querySelector('[data-mark=fail]:not(.rm-key *)').getAttribute('d').split('M').length - 1"))
                .isEqualTo(3L);
    }

    @Test
    public void hasTheNumbersAsATable() {
        open(Samples.judged(), "worse-production");

        WebElement summary = BROWSER.find(".rm-numbers summary");
        summary.sendKeys(Keys.ENTER);

        BROWSER.sees(".rm-table caption", "Samples of error rate, the newest first");
        assertThat(BROWSER.all(".rm-table thead th[scope=col]").stream().map(WebElement::getText))
                .containsExactly("Time", "New release", "Baseline", "Ratio", "Interval", "Outcome", "Detail");
        assertThat(BROWSER.all(".rm-table tbody th[scope=row]")).hasSize(24);
        BROWSER.sees(".rm-table tbody tr:last-child", "–");
        BROWSER.sees(".rm-table tbody tr:nth-last-child(3)", " to ∞");
    }

    @Test
    public void showsNoMoreRowsThanCanBeRead() {
        open(Samples.judged(), "many-production");

        BROWSER.find(".rm-numbers summary").click();

        BROWSER.sees(".rm-table caption", "the newest 500 of 10,000");
        assertThat(BROWSER.all(".rm-table tbody tr")).hasSize(500);
        assertThat(((Number) BROWSER.run("return Math.max(...[...document.querySelectorAll('.rm-chart path')]"
                                + ".map(each => each.getAttribute('d').length))"))
                        .intValue())
                .as("what is drawn does not grow with the samples")
                .isLessThan(40_000);
    }

    @Test
    public void followsWithoutDrawingAnew() {
        SampleRollout rollout = Samples.judged().now("running", "Judging.");
        open(rollout, "open-production");
        BROWSER.sees(".rm-check .rm-badge", "not decided yet");
        BROWSER.find(".rm-numbers summary").click();
        BROWSER.until(browser -> BROWSER.all(".rm-table tbody tr").size() == 9);
        BROWSER.run("document.querySelectorAll('.rm-check, .rm-chart, .rm-table').forEach(each => each.marked = true)");

        rollout.checks(
                "open-production",
                SampleChecks.list(SampleChecks.comparison("error rate", 30, 1.1, "pass", "no harm that matters")));

        BROWSER.sees(".rm-check .rm-badge", "pass");
        BROWSER.sees(".rm-check .rm-reason", "no harm that matters");
        BROWSER.until(browser -> "open-production, error rate: pass.".equals(spoken()));
        BROWSER.until(browser -> BROWSER.all(".rm-table tbody tr").size() == 30);
        assertThat(
                        BROWSER.run(
                                "return [...document.querySelectorAll('.rm-check, .rm-chart, .rm-table')].every(each => each.marked)"))
                .isEqualTo(true);
    }

    @Test
    public void showsWhatOneSampleShows() {
        open(Samples.judged(), "rare-production");

        WebElement chart = BROWSER.find(".rm-chart");
        assertThat(chart.getText())
                .contains("share of the total", "100 %", "times the baseline: at least 4.46", "fail 13:02:02");
        assertThat(chart.findElement(By.cssSelector(".rm-band")).getRect())
                .as("an interval that is open above, of a single sample")
                .satisfies(band -> assertThat(band.getHeight()).isGreaterThan(15))
                .satisfies(band -> assertThat(band.getWidth()).isGreaterThan(6));
        assertThat(inside(chart, ".rm-band", ".rm-mark[data-mark=fail]", ".rm-moment"))
                .as("nothing at the edge")
                .isEqualTo(true);
    }

    @Test
    public void saysWhoseNumbersTheyAre() {
        open(Samples.judged(), "rare-production");

        assertThat(legend(0)).contains("new release, 4.2.0", "too rare to matter below");
        assertThat(legend(5)).contains("4.1.0, back again").doesNotContain("new release");
        assertThat(BROWSER.all(".rm-check").get(5).getText()).contains("wave 4, way back");
        assertThat(BROWSER.all(".rm-check").get(3).getText())
                .contains("dry run: shown, not counted")
                .contains("dry run: fail 13:02:03");
        assertThat(BROWSER.all(".rm-check").get(2).getText()).contains("Nothing was measured.");
    }

    @Test
    public void namesTheVerdictsFirstAndLeadsToEachByKeyboard() {
        open(Samples.judged(), "rare-production");

        assertThat(BROWSER.all(".rm-overview li")).hasSameSizeAs(BROWSER.all(".rm-check"));
        BROWSER.sees(".rm-overview li:nth-child(5)", "fail");
        BROWSER.find(".rm-overview li:nth-child(5) button").sendKeys(Keys.ENTER);

        assertThat(BROWSER.driver().switchTo().activeElement().getText()).startsWith("latency, once");
        assertThat(BROWSER.run("const drawer = document.querySelector('.rm-drawer').getBoundingClientRect();"
                        + "return document.activeElement.getBoundingClientRect().top - drawer.top"))
                .as("in sight, at the top")
                .satisfies(top -> assertThat(((Number) top).doubleValue()).isBetween(-1.0, 60.0));
        assertThat(BROWSER.driver().getCurrentUrl()).endsWith("#instance=rare-production");
    }

    @Test
    public void explainsTheChartsOnDemand() {
        open(Samples.judged(), "worse-production");

        WebElement how = BROWSER.find(".rm-how");
        how.findElement(By.tagName("summary")).sendKeys(Keys.ENTER);

        BROWSER.sees(".rm-how", "It fails when the whole band is on the worse side of 1.");
    }

    @Test
    public void keepsTheKeyboardInAStoryThatCoversThePage() {
        narrow();
        open(Samples.judged(), "worse-production");

        BROWSER.until(browser -> Boolean.TRUE.equals(BROWSER.run("return document.querySelector('.rm-main').inert")));
        assertThat(BROWSER.find(".rm-drawer").getDomAttribute("aria-modal")).isEqualTo("true");
        assertThat(BROWSER.run("return document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);

        BROWSER.find(".rm-drawer header button").sendKeys(Keys.ESCAPE);

        BROWSER.seesNo(".rm-drawer");
        assertThat(BROWSER.driver().switchTo().activeElement().getDomAttribute("data-instance"))
                .isEqualTo("worse-production");
    }

    @Test
    public void carriesHostileTextSafely() {
        String hostile = "<img src=x onerror=alert(1)>\"'</title></svg><script>document.title='pwned'</script>";
        ObjectNode check = SampleChecks.threshold(hostile, "fail", hostile, List.of(1.0, 2.0), 1.5);
        check.withArray("points").forEach(point -> ((ObjectNode) point).put("detail", hostile));
        open(Samples.judged().checks("worse-production", SampleChecks.list(check)), "worse-production");

        BROWSER.sees(".rm-check h4", hostile);
        BROWSER.sees(".rm-check .rm-reason", hostile);
        BROWSER.find(".rm-numbers summary").click();
        BROWSER.sees(".rm-table td:last-child", hostile);
        assertThat(BROWSER.run("return document.querySelector('.rm-chart title').textContent"))
                .isEqualTo(hostile + ": fail");
        assertThat(BROWSER.all("main script, main img")).isEmpty();
        assertThat(BROWSER.driver().getTitle()).isEqualTo("billing 4.2.0: failed");
    }

    @Test
    public void drawsWhateverTheNumbersAre() {
        ObjectNode unbounded =
                SampleChecks.comparison("never before", 5, 3, "fail", "errors that the baseline never had");
        unbounded.withArray("points").forEach(point -> ((ObjectNode) point)
                .put("baseline", 0.0)
                .putNull("estimate")
                .put("low", 3.0)
                .putNull("high"));
        ObjectNode zero = SampleChecks.comparison("no errors", 5, 1, "pass", "none");
        zero.withArray("points").forEach(point -> ((ObjectNode) point)
                .put("estimate", 0.0)
                .put("low", 0.0)
                .put("high", 0.5));
        ObjectNode wide = SampleChecks.comparison("wide", 3, 1, null, null);
        wide.withArray("points").forEach(point -> ((ObjectNode) point)
                .put("estimate", 1e-300)
                .put("low", 4.9e-324)
                .put("high", 1.7e308));
        open(
                Samples.judged()
                        .checks(
                                "numbers-production",
                                SampleChecks.list(
                                        unbounded,
                                        zero,
                                        wide,
                                        SampleChecks.threshold(
                                                "no number", "fail", "no answer", Collections.nCopies(3, null), 1))),
                "numbers-production");

        BROWSER.until(browser -> BROWSER.all(".rm-chart").size() == 4);
        assertThat(BROWSER.all(".rm-chart .rm-band")).isNotEmpty();
        for (String shape : SHAPES) {
            BROWSER.run("location.hash = '#instance=" + shape + "-production'");
            BROWSER.sees(".rm-drawer h2", shape);
            BROWSER.find(".rm-chart");
            assertThat(drawn()).as(shape).doesNotContain("NaN", "Infinity", "undefined", "null");
        }
    }

    @Test
    public void isAccessibleInLightAndDark() {
        for (String scheme : List.of("light", "dark")) {
            BROWSER.prefer(scheme);
            for (String shape : SHAPES) {
                open(Samples.judged(), shape + "-production");
                BROWSER.find(".rm-numbers summary").click();
                BROWSER.find(".rm-table");
                assertThat(new AxeBuilder().analyze(BROWSER.driver()).getViolations())
                        .as(shape + ", " + scheme)
                        .extracting(rule ->
                                rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                        .isEmpty();
                server.close();
            }
        }
    }

    private void open(SampleRollout rollout, String instance) {
        server = PageServer.start(new InMemoryViews(log, rollout));
        BROWSER.driver().get(server.address() + "#instance=" + instance);
        BROWSER.sees(".rm-drawer h2", instance);
        BROWSER.find(".rm-check");
    }

    /** As wide as a phone; a window of the desktop is never as narrow. */
    private static void narrow() {
        BROWSER.driver()
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", 400, "height", 800, "deviceScaleFactor", 1, "mobile", false));
    }

    private static String spoken() {
        return (String) BROWSER.run("return document.querySelector('[role=status]').textContent");
    }

    private List<String> legend(int check) {
        return BROWSER.all(".rm-check").get(check).findElements(By.cssSelector(".rm-legend li")).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** Whether each first of these lies in the chart, with some room beside it. */
    private static Object inside(WebElement chart, String... parts) {
        return BROWSER.run(
                "const all = arguments[0].getBoundingClientRect();"
                        + "return arguments[1].every(part => { const each = arguments[0].querySelector(part).getBoundingClientRect();"
                        + " return each.left > all.left + 8 && each.right < all.right - 8; })",
                chart,
                List.of(parts));
    }

    private List<String> marks(int check) {
        return BROWSER.all(".rm-check").get(check).findElements(By.cssSelector(".rm-chart [data-mark]")).stream()
                .map(mark -> mark.getDomAttribute("data-mark"))
                .toList();
    }

    /** All places and labels. */
    private String drawn() {
        return (String) BROWSER.run("return [...document.querySelectorAll('.rm-chart, .rm-chart *')]"
                + ".flatMap(each => [...['d', 'x', 'y', 'viewBox'].map(name => each.getAttribute(name) ?? ''), each.tagName === 'text' ? each.textContent : ''])"
                + ".join(' ')");
    }
}
