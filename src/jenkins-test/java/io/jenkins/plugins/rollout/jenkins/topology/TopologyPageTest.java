package io.jenkins.plugins.rollout.jenkins.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.rollout.document.YamlText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlTextArea;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;

/** The topology's pages: the matrix, YAML with a look before it is saved, and the way back. */
public class TopologyPageTest {
    private static final String HOME = "manage/rollout-topology/";

    @ClassRule
    public static final JenkinsRule jenkins = new JenkinsRule();

    private WebClient browser;
    private int base;

    @Before
    public void open() {
        browser = jenkins.createWebClient();
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        saved().replace(Sample.YAML, "");
        base = saved().current().number();
    }

    private static TopologyConfiguration saved() {
        return TopologyConfiguration.get();
    }

    private HtmlPage preview(String yaml) throws Exception {
        HtmlForm form = browser.goTo(HOME + "import/").getFormByName("import");
        ((HtmlTextArea) form.getTextAreaByName("yaml")).setText(yaml);
        return jenkins.submit(form);
    }

    @Test
    public void anImportShowsWhatItChangesBeforeItIsSaved() throws Exception {
        HtmlPage preview = preview(Sample.YAML.replace("ring: 1", "ring: 7").replace("eng-box", "eng-host"));

        assertThat(preview.asNormalizedText())
                .contains("1 added")
                .contains("1 changed")
                .contains("1 removed")
                .contains("ring:")
                .contains("eng-host");
        assertThat(saved().current().number()).isEqualTo(base);

        HtmlForm save = preview.getFormByName("save");
        save.getInputByName("why").setValue("acme goes last");
        jenkins.submit(save);

        assertThat(saved().topology().customer("acme").orElseThrow().ring()).isEqualTo(7);
        assertThat(saved().text(base + 1).orElseThrow())
                .startsWith("# kept by hand\n")
                .doesNotContain("\r");
        assertThat(saved().versions().get(0).why()).isEqualTo("acme goes last");
    }

    @Test
    public void anInvalidTextChangesNothingAndShowsEachProblemAtItsPlace() throws Exception {
        HtmlPage preview =
                preview(Sample.YAML.replace("after: [uat]", "after: [uatt]").replace("ring: 1", "ring: x"));

        assertThat(preview.asNormalizedText())
                .contains("line 5, column 13")
                .contains("did you mean 'uat'?")
                .contains("line 10, column 11")
                .contains("Nothing was changed");
        assertThat(preview.querySelectorAll("form[name=save]")).isEmpty();
        assertThat(saved().current().number()).isEqualTo(base);
    }

    @Test
    public void aSaveIsRefusedIfSomeoneElseWasFaster() throws Exception {
        HtmlPage preview = preview(Sample.YAML.replace("ring: 1", "ring: 7"));
        saved().replace(Sample.YAML.replace("ring: 1", "ring: 3"), "meanwhile");

        HtmlPage refused = jenkins.submit(preview.getFormByName("save"));

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(409);
        assertThat(refused.asNormalizedText()).contains("was changed").contains("make your change again");
        assertThat(saved().topology().customer("acme").orElseThrow().ring()).isEqualTo(3);
    }

    @Test
    public void anEarlierVersionComesBackWithOneClick() throws Exception {
        saved().replace(Sample.YAML.replace("ring: 1", "ring: 2"), "made with care");

        HtmlPage versions = browser.goTo(HOME + "versions/");
        assertThat(versions.asNormalizedText()).contains("made with care");
        assertThat(browser.goTo(HOME + "versions/" + base + "/").asNormalizedText())
                .contains("1 changed")
                .contains("ring:");
        jenkins.submit(versions.getFormByName("restore-" + base));

        assertThat(saved().text(base + 2)).contains(Sample.YAML);
        assertThat(saved().versions().get(0).why()).isEqualTo("version " + base + " restored");
    }

    @Test
    public void theExportIsTheTextToTheLetter() throws Exception {
        var export = browser.goTo(HOME + "export", "application/yaml").getWebResponse();

        assertThat(export.getContentAsString()).isEqualTo(Sample.YAML);
        assertThat(export.getResponseHeaderValue("Content-Disposition")).contains("topology.yaml");
    }

    @Test
    public void theMatrixHasEveryInstanceInItsPlace() throws Exception {
        HtmlPage page = browser.goTo(HOME);
        browser.waitForBackgroundJavaScript(10_000);

        assertThat(page.querySelectorAll(".rollout-matrix thead th")).hasSize(4);
        assertThat(page.querySelectorAll(".rollout-instance")).hasSize(6);
        assertThat(page.getElementById("rollout-found").getTextContent()).isEqualTo("3 rows, 6 instances");
    }

    @Test
    public void fiveHundredCustomersInTenEnvironments() throws Exception {
        String yaml = "environments: ["
                + IntStream.range(0, 10).mapToObj(i -> "{name: e" + i + "}").collect(Collectors.joining(", "))
                + "]\ncustomers:\n"
                + IntStream.range(0, 500)
                        .mapToObj(i -> "  - {name: c" + i + "}\n")
                        .collect(Collectors.joining())
                + "instanceTemplates: [{name: '{customer}-{environment}', environments: ["
                + IntStream.range(0, 10).mapToObj(i -> "e" + i).collect(Collectors.joining(", ")) + "]}]\n";
        saved().replace(yaml, "");

        HtmlPage page = browser.goTo(HOME);
        String matrix = browser.goTo(HOME + "matrix", "application/json")
                .getWebResponse()
                .getContentAsString();

        assertThat(page.getWebResponse().getContentAsString()).hasSizeLessThan(150_000);
        assertThat(matrix).contains("c499-e9").hasSizeLessThan(200_000);
    }

    @Test
    public void hostileNamesAreShownAsTheTextThatTheyAre() throws Exception {
        String hostile = "<script>document.title='owned'</script>\"'&\u202E";
        String yaml = "environments: [{name: uat}]\ncustomers: [{name: " + YamlText.of(hostile) + "}]\n"
                + "instances: [{name: " + YamlText.of("i " + hostile) + ", customer: " + YamlText.of(hostile)
                + ", environment: uat}]\n";
        saved().replace(yaml, hostile);

        for (String path : new String[] {
            "",
            "customers/",
            "import/",
            "versions/",
            "versions/" + saved().current().number() + "/"
        }) {
            HtmlPage page = browser.goTo(HOME + path);
            browser.waitForBackgroundJavaScript(10_000);
            assertThat(page.getTitleText()).doesNotContain("owned");
            assertThat(page.getWebResponse().getContentAsString()).doesNotContain("<script>document.title");
        }
        HtmlPage form =
                browser.goTo(HOME + "customers/edit?name=" + URLEncoder.encode(hostile, StandardCharsets.UTF_8));
        assertThat(form.getWebResponse().getContentAsString()).doesNotContain("<script>document.title");
        jenkins.submit(form.getFormByName("item"));
        assertThat(saved().topology().customer(hostile)).isPresent();
        HtmlPage preview = preview(Sample.YAML);
        assertThat(preview.getWebResponse().getContentAsString()).doesNotContain("<script>document.title");
    }

    @Test
    public void noPageHasScriptsOrStylesInIt() throws Exception {
        for (String path : new String[] {
            "",
            "customers/",
            "customers/add",
            "import/",
            "versions/",
            "versions/" + saved().current().number() + "/"
        }) {
            HtmlPage page = browser.goTo(HOME + path);
            String panel = page.getElementById("main-panel").asXml();
            assertThat(panel).doesNotContainPattern("<script(?![^>]*src=)").doesNotContainPattern(" on[a-z]+=\"");
        }
    }
}
