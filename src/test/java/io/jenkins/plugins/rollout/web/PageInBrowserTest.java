package io.jenkins.plugins.rollout.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page as people use it, in a real browser. */
public class PageInBrowserTest {
    @ClassRule
    public static final Browser BROWSER = new Browser();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path log;
    private PageServer server;

    @Before
    public void prepare() throws IOException {
        log = folder.newFile("deploy-1.log").toPath();
        Files.writeString(log, "unpacking\nswitching\nreloading\n");
        BROWSER.size(1440, 900);
        BROWSER.prefer("light");
    }

    @After
    public void close() {
        if (server != null) {
            server.close();
        }
        // What the policy forbids or a module throws stands in the console; a server that was stopped is no fault.
        assertThat(BROWSER.driver().manage().logs().get("browser").getAll())
                .filteredOn(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .filteredOn(entry -> !entry.getMessage().contains("Failed to load resource"))
                .isEmpty();
    }

    @Test
    public void showsTheMatrix() {
        open(Samples.partial());

        BROWSER.sees("h1", "billing 4.2.0");
        BROWSER.sees("header .rm-badge", "partial");
        BROWSER.sees("[data-blast-radius]", "1 of 22 instances, 4.5 %");
        BROWSER.sees(".rm-verdicts", "initech-production answered 503 after 812 ms");
        BROWSER.sees("[data-wave='3']", "failed");
        assertThat(texts("[role=columnheader] .rm-name")).containsExactly("uat", "staging", "production");
        assertThat(texts("[role=rowheader]")).containsExactly("acme", "globex", "initech", "umbrella", "wayne");
        assertThat(texts(".rm-band h3")).containsExactly("eng-1", "eng-2", "eng-3", "eng-4", "eng-5", "eng-6", "eng-7");
        assertThat(cell("initech-production").getText()).contains("rolled back", "4.1.0", "wave 3");
        assertThat(cell("acme-production").getText()).contains("healthy", "4.2.0");
        assertThat(BROWSER.driver().getTitle()).isEqualTo("billing 4.2.0: partial");
    }

    @Test
    public void severalInstancesShareACell() {
        open(SampleRollout.of("r", List.of("acme"), List.of("production"))
                .instance("acme-production-eu", "acme", "production", 2)
                .instance("demo", null, "production", 3));

        assertThat(cell("acme-production").getText()).contains("acme-production");
        assertThat(cell("acme-production-eu").getText()).contains("acme-production-eu");
        assertThat(texts("[role=rowheader]")).containsExactly("shared", "acme");
    }

    @Test
    public void followsARolloutWithoutRenderingItAgain() {
        SampleRollout rollout = open(Samples.live());
        BROWSER.run("document.querySelectorAll('.rm-instance').forEach(each => each.marked = true)");

        rollout.instance("globex-production", "healthy").instance("initech-production", "failed", "exit status 1");
        rollout.wave(3, "production", "failed", 1).verdict(3, "fail", "initech-production failed.");
        rollout.now("rolling-back", "Wave 3 failed; rolling back.");

        BROWSER.sees("[data-instance='initech-production']", "failed");
        BROWSER.sees("[data-instance='globex-production']", "healthy");
        BROWSER.sees(".rm-why", "rolling back");
        BROWSER.sees("[data-wave='3']", "failed");
        BROWSER.sees(".rm-verdicts", "initech-production failed.");
        BROWSER.sees("[data-blast-radius]", "1 of 22");
        assertThat(BROWSER.run("return [...document.querySelectorAll('.rm-instance')].every(each => each.marked)"))
                .isEqualTo(true);
        BROWSER.until(browser -> text("[role=status]").contains("The rollout is now rolling back."));
    }

    @Test
    public void tellsAnInstancesStory() {
        SampleRollout rollout = open(Samples.live());

        cell("globex-production").click();

        BROWSER.sees(".rm-drawer h2", "globex-production");
        BROWSER.sees(".rm-events", "Deployment of 4.2.0 started");
        BROWSER.sees(".rm-log pre", "switching");
        assertThat(BROWSER.driver().getCurrentUrl()).endsWith("#instance=globex-production");
        assertThat(focused().getText()).isEqualTo("globex-production");

        rollout.instance("globex-production", "rolled-back", "http /health answered 503");
        BROWSER.sees(".rm-drawer .rm-reason", "answered 503");
        BROWSER.sees(".rm-measurements", "answered 503 after 812 ms");
        BROWSER.sees(".rm-events", "Rollback to 4.1.0 started.");

        focused().sendKeys(Keys.ESCAPE);
        BROWSER.seesNo(".rm-drawer");
        assertThat(focused().getDomAttribute("data-instance")).isEqualTo("globex-production");

        BROWSER.driver().navigate().back();
        BROWSER.sees(".rm-drawer h2", "globex-production");
    }

    @Test
    public void aStoryHasItsOwnAddress() {
        open(Samples.partial(), "#instance=initech-production");

        BROWSER.sees(".rm-drawer h2", "initech-production");
        assertThat(cell("initech-production").getDomAttribute("aria-expanded")).isEqualTo("true");
        BROWSER.run("location.hash = '#instance=acme-uat'");
        BROWSER.sees(".rm-drawer h2", "acme-uat");
    }

    @Test
    public void finds() {
        open(Samples.partial());

        BROWSER.find("body").sendKeys("/");
        focused().sendKeys("acme env:prod");
        BROWSER.sees(".rm-matching", "1 instance of 22.");
        assertThat(texts("[role=row]:not([hidden]) [role=rowheader]")).containsExactly("acme");
        assertThat(visible(".rm-instance")).hasSize(1);
        assertThat(visible("[role=columnheader] .rm-name")).containsExactly("production");
        assertAccessible("filtered");

        BROWSER.find(".rm-link").click();
        BROWSER.find(".rm-chip[data-state='rolled-back']").click();
        assertThat(texts("[role=row]:not([hidden]) [role=rowheader]")).containsExactly("initech");
        BROWSER.find(".rm-chip[data-state='rolled-back']").click();
        assertThat(texts("[role=row]:not([hidden]) [role=rowheader]")).hasSize(5);

        BROWSER.find("[data-filter]").sendKeys("nobody");
        BROWSER.sees(".rm-matching", "No instance matches.");
    }

    @Test
    public void theKeyboardIsEnough() {
        open(Samples.partial());
        assertThat(BROWSER.all(".rm-instance[tabindex='0']")).hasSize(1);
        BROWSER.run("document.querySelector('.rm-instance[tabindex=\"0\"]').focus()");

        press(Keys.ARROW_RIGHT);
        assertThat(focusedInstance()).isEqualTo("eng-2");
        press(Keys.END);
        assertThat(focusedInstance()).isEqualTo("eng-7");
        press(Keys.ARROW_DOWN);
        assertThat(focusedInstance()).isEqualTo("acme-uat");
        press(Keys.ARROW_DOWN);
        press(Keys.ARROW_DOWN);
        press(Keys.END);
        assertThat(focusedInstance()).isEqualTo("initech-production");
        assertThat(BROWSER.all(".rm-instance[tabindex='0']")).hasSize(1);

        press(Keys.ENTER);
        BROWSER.sees(".rm-drawer h2", "initech-production");
        press(Keys.ESCAPE);
        BROWSER.seesNo(".rm-drawer");
        assertThat(focusedInstance()).isEqualTo("initech-production");

        press(Keys.PAGE_UP);
        assertThat(focusedInstance()).isEqualTo("acme-production");
        press(Keys.HOME);
        press(Keys.ARROW_UP);
        assertThat(focusedInstance()).isEqualTo("eng-1");
    }

    @Test
    public void carriesHostileNamesSafely() {
        SampleRollout rollout = open(Samples.hostile());

        assertThat(texts("[role=rowheader]"))
                .containsExactly(
                        "<script>document.title='pwned'</script>",
                        "$(reboot)",
                        "it's \"quoted\" & <b>bold</b>",
                        "a/b?c#d%2Fe");
        BROWSER.sees(".rm-held", "<script>alert(1)</script> waits.");
        BROWSER.sees(".rm-held code", "bin/rollout approve 'it'\\''s; $(odd)' --reason \"…\"");
        for (WebElement each : BROWSER.all(".rm-instance")) {
            String name = each.getDomAttribute("data-instance");
            rollout.instance(name, "deploying");
            BROWSER.run("arguments[0].click()", each);
            BROWSER.sees(".rm-drawer h2", name);
            BROWSER.sees(".rm-log pre", "switching");
        }
        assertThat(BROWSER.driver().getTitle()).isEqualTo("billing 4.2.0: held");
        assertThat(BROWSER.all("main script, main img, main b b")).isEmpty();
    }

    @Test
    public void saysSinceWhenTheServerIsLostAndComesBack() {
        SampleRollout rollout = open(Samples.live());
        int port = server.address().getPort();

        server.close();
        BROWSER.sees("[role=alert]", "Connection lost since ");
        BROWSER.sees("[role=alert]", "what you see is from then; retrying…");
        assertThat(cell("acme-production").getText()).contains("verifying");

        rollout.instance("acme-production", "healthy");
        server = PageServer.start(new InMemoryViews(log, rollout), PageServer.LOOPBACK, port);
        BROWSER.sees("[data-instance='acme-production']", "healthy");
        BROWSER.seesNo("[role=alert]");
        BROWSER.until(browser -> text("[role=status]").contains("Connected again."));
    }

    @Test
    public void startsOverWhenTheServerKnowsLess() {
        open(Samples.live().instance("eng-1", "failed").instance("eng-1", "failed"));
        int port = server.address().getPort();

        server.close();
        SampleRollout younger = SampleRollout.of("billing-4.2.0-live", List.of("acme"), List.of("uat"));
        server = PageServer.start(new InMemoryViews(log, younger), PageServer.LOOPBACK, port);

        BROWSER.until(browser -> texts(".rm-instance").size() == 1);
    }

    @Test
    public void listsSeveralRollouts() {
        serve(Samples.live(), Samples.held(), Samples.partial());
        BROWSER.driver().get(server.address().toString());

        BROWSER.sees(".rm-list", "4.5 %");
        assertThat(texts(".rm-list tbody .rm-badge")).containsExactly("running", "held", "partial");
        BROWSER.find(".rm-list tbody tr:nth-child(2) a").click();
        BROWSER.sees(".rm-held", "a person must say");
        BROWSER.find(".rm-back").click();
        BROWSER.sees(".rm-list", "held");
        assertAccessible("list");
    }

    @Test
    public void saysWhenThereIsNoSuchRollout() {
        serve(Samples.live());
        BROWSER.driver().get(server.address("nothing").toString());

        BROWSER.sees("[role=alert]", "There is no rollout nothing on record.");
    }

    @Test
    public void isAccessibleInLightAndDark() {
        for (String scheme : List.of("light", "dark")) {
            BROWSER.prefer(scheme);
            for (SampleRollout rollout : List.of(Samples.live(), Samples.held(), Samples.failed(), Samples.crowded())) {
                open(rollout);
                assertAccessible(rollout.id() + ", " + scheme);
                server.close();
            }
            open(Samples.partial(), "#instance=initech-production");
            BROWSER.sees(".rm-log pre", "switching");
            assertAccessible("drawer, " + scheme);
            server.close();
            BROWSER.sees("[role=alert]", "");
            assertAccessible("lost, " + scheme);
        }
    }

    @Test
    public void staysUsableWithFiveThousandInstances() {
        SampleRollout rollout = open(Samples.large());
        BROWSER.until(browser -> BROWSER.all(".rm-instance").size() == 5_000);

        BROWSER.run("document.querySelector('.rm-matrix').scrollTo(600, 9000); scrollTo(0, 9999)");
        assertThat(BROWSER.find(".rm-head").isDisplayed()).isTrue();
        assertThat(BROWSER.run("const box = document.querySelector('.rm-matrix').getBoundingClientRect();"
                        + "const head = document.querySelector('.rm-head').getBoundingClientRect();"
                        + "const first = document.querySelector('.rm-row:nth-child(300) [role=rowheader]').getBoundingClientRect();"
                        + "return Math.abs(head.top - box.top) <= 1 && Math.abs(first.left - box.left) <= 1"))
                .isEqualTo(true);

        BROWSER.run("""
                window.touched = new Set();
                const element = (node) => node.closest ? node : node.parentElement;
                new MutationObserver((changes) => changes.forEach(({ target }) => touched.add(element(target).closest('.rm-row'))))
                  .observe(document.querySelector('.rm-matrix'),
                    { subtree: true, childList: true, attributes: true, characterData: true });
                """);
        rollout.instance("customer-300-stage-7", "failed", "exit status 1");
        BROWSER.until(browser -> "failed".equals(cell("customer-300-stage-7").getDomAttribute("data-state")));
        assertThat(BROWSER.run("return [...touched].filter(Boolean).length")).isEqualTo(1L);

        BROWSER.find("[data-filter]").sendKeys("state:failed");
        BROWSER.sees(".rm-matching", "1 instance of 5,000.");
        assertThat(texts("[role=row]:not([hidden]) [role=rowheader]")).containsExactly("customer-300");
    }

    private SampleRollout open(SampleRollout rollout) {
        return open(rollout, "");
    }

    private SampleRollout open(SampleRollout rollout, String hash) {
        serve(rollout);
        BROWSER.driver().get(server.address() + hash);
        BROWSER.find(".rm-instance");
        return rollout;
    }

    private void serve(SampleRollout... rollouts) {
        server = PageServer.start(new InMemoryViews(log, rollouts));
    }

    private void assertAccessible(String what) {
        assertThat(new AxeBuilder().analyze(BROWSER.driver()).getViolations())
                .as(what)
                .extracting(rule -> rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                .isEmpty();
    }

    private WebElement cell(String instance) {
        return BROWSER.find("[data-instance='" + instance + "']");
    }

    private List<String> texts(String selector) {
        return BROWSER.all(selector).stream().map(WebElement::getText).toList();
    }

    private List<String> visible(String selector) {
        return BROWSER.all(selector).stream()
                .filter(WebElement::isDisplayed)
                .map(WebElement::getText)
                .toList();
    }

    /** Also of what is only heard. */
    private String text(String selector) {
        return BROWSER.find(selector).getDomProperty("textContent");
    }

    private void press(Keys key) {
        focused().sendKeys(key);
    }

    private WebElement focused() {
        return BROWSER.driver().switchTo().activeElement();
    }

    private String focusedInstance() {
        return focused().getDomAttribute("data-instance");
    }
}
