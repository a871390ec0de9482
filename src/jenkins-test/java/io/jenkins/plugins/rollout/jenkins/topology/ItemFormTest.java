package io.jenkins.plugins.rollout.jenkins.topology;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyDocument;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;

/** Each item has a form: what it shows it saves again, and what would be wrong changes nothing. */
public class ItemFormTest {
    private static final String HOME = "manage/rollout-topology/";

    @ClassRule
    public static final JenkinsRule jenkins = new JenkinsRule();

    private WebClient browser;
    private int base;

    @Before
    public void given() {
        browser = jenkins.createWebClient();
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        saved().replace(Sample.YAML, "");
        base = saved().current().number();
    }

    private static TopologyConfiguration saved() {
        return TopologyConfiguration.get();
    }

    private HtmlPage edit(Section section, String name) throws Exception {
        return browser.goTo(HOME + section.key() + "/edit?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }

    private static HtmlForm form(HtmlPage page) {
        return page.getFormByName("item");
    }

    @Test
    public void everyItemGoesThroughItsFormUnchanged() throws Exception {
        String everything = Sample.YAML
                + "  - {name: 'n-{customer}', customers: [acme], environments: [production], variables: {A: '{ring}'}}\n"
                + "  - {name: 'l-{customer}', customers: {tier: gold}, environments: [production]}\n";
        saved().replace(everything, "");
        TopologyDocument before = saved().document().orElseThrow();

        for (Section section : Section.values()) {
            for (var item : before.items(section)) {
                HtmlPage page = edit(section, item.name());
                browser.waitForBackgroundJavaScript(5_000);
                jenkins.submit(form(page));
            }
        }

        TopologyDocument after = saved().document().orElseThrow();
        for (Section section : Section.values()) {
            assertThat(after.items(section)).isEqualTo(before.items(section));
        }
        assertThat(after.saysTheSameAs(before)).isTrue();
        assertThat(saved().text(saved().current().number()).orElseThrow()).doesNotContain("#");
    }

    @Test
    public void aNewCustomerGetsItsInstancesFromTheTemplate() throws Exception {
        HtmlForm form = form(browser.goTo(HOME + "customers/add"));
        form.getInputByName("_.name").setValue("coyote");
        form.getInputByName("_.ring").setValue("3");
        jenkins.submit(form);

        assertThat(saved().topology().customer("coyote").orElseThrow().ring()).isEqualTo(3);
        assertThat(saved().topology().instance("coyote-uat")).isPresent();
        assertThat(saved().versions().get(0).why()).isEqualTo("customer coyote added");
    }

    @Test
    public void aNewNameIsFollowed() throws Exception {
        HtmlForm form = form(edit(Section.ENVIRONMENTS, "uat"));
        form.getInputByName("_.name").setValue("acceptance");
        jenkins.submit(form);

        assertThat(saved().topology().environment("staging").orElseThrow().after())
                .containsExactly("acceptance");
        assertThat(saved().topology().instance("eng-box").orElseThrow().environment())
                .isEqualTo("acceptance");
    }

    @Test
    public void whatIsWrongIsShownBelowItsFieldAndNothingIsSaved() throws Exception {
        HtmlForm form = form(edit(Section.CUSTOMERS, "acme"));
        form.getInputByName("_.ring").setValue("minus one");
        form.getInputByName("_.timeZone").setValue("America/New_Yrk");

        HtmlPage refused = jenkins.submit(form);

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(refused.querySelectorAll(".rollout-field-problem"))
                .extracting(node -> node.getTextContent())
                .satisfiesExactly(
                        ring -> assertThat(ring).contains("'ring' must be a whole number"),
                        zone -> assertThat(zone).contains("did you mean 'America/New_York'?"));
        assertThat(form(refused).getInputByName("_.ring").getValue()).isEqualTo("minus one");
        assertThat(saved().current().number()).isEqualTo(base);
    }

    @Test
    public void whatOthersNeedCannotBeRemoved() throws Exception {
        HtmlPage refused = post("customers/delete?name=acme&basedOn=" + base);

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(refused.asNormalizedText())
                .contains("the instance 'acme-production' (customer)")
                .contains("there is no customer named 'acme'");
        assertThat(saved().topology().customer("acme")).isPresent();

        post("instances/delete?name=acme-production&basedOn=" + base);
        post("customers/delete?name=acme&basedOn=" + (base + 1));
        assertThat(saved().topology().customer("acme")).isEmpty();
    }

    private HtmlPage post(String path) throws Exception {
        var request = new org.htmlunit.WebRequest(browser.createCrumbedUrl(HOME + path), org.htmlunit.HttpMethod.POST);
        return browser.getPage(request);
    }

    @Test
    public void aFormThatIsOlderThanTheTopologyIsRefused() throws Exception {
        HtmlForm form = form(edit(Section.CUSTOMERS, "acme"));
        form.getInputByName("_.ring").setValue("9");
        saved().replace(Sample.YAML.replace("eng-box", "box"), "meanwhile");

        HtmlPage refused = jenkins.submit(form);

        assertThat(refused.getWebResponse().getStatusCode()).isEqualTo(409);
        assertThat(saved().topology().customer("acme").orElseThrow().ring()).isEqualTo(1);
    }

    @Test
    public void theFormSaysThatCommentsWillBeLost() throws Exception {
        assertThat(edit(Section.CUSTOMERS, "acme").asNormalizedText()).contains("comments or a layout of its own");

        saved().replace(saved().document().orElseThrow().toYaml(), "");
        assertThat(edit(Section.CUSTOMERS, "acme").asNormalizedText()).doesNotContain("comments or a layout");
    }

    @Test
    public void aLabelThatStandsTwiceIsRefused() throws Exception {
        var item =
                new CustomerItem("acme", "", "", java.util.List.of(new LabelEntry("a", "1"), new LabelEntry("a", "2")));

        assertThat(TopologyEdit.replace(saved().document().orElseThrow(), Section.CUSTOMERS, "acme", item.toItem())
                        .problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.getKey()).isEqualTo("labels");
                    assertThat(problem.getMessage()).contains("a second time").doesNotContain(":");
                });
    }

    @Test
    public void fieldsAreCheckedWhileTyping() {
        var customers = jenkins.jenkins.getDescriptorByType(CustomerItem.DescriptorImpl.class);
        var instances = jenkins.jenkins.getDescriptorByType(InstanceItem.DescriptorImpl.class);
        var templates = jenkins.jenkins.getDescriptorByType(InstanceTemplateItem.DescriptorImpl.class);

        assertThat(told(customers.doCheckName("acme", ""))).contains("already");
        assertThat(told(customers.doCheckName("acme", "acme"))).isEmpty();
        assertThat(told(customers.doCheckName("", ""))).contains("is empty");
        assertThat(told(customers.doCheckRing("-1"))).contains("must be a whole number");
        assertThat(told(customers.doCheckRing(""))).isEmpty();
        assertThat(told(customers.doCheckTimeZone("Europe/Berln"))).contains("Europe/Berlin");
        assertThat(told(instances.doCheckEnvironment("prodution"))).contains("did you mean 'production'");
        assertThat(told(instances.doCheckEnvironment("uat"))).isEmpty();
        assertThat(told(instances.doCheckCustomer(""))).isEmpty();
        assertThat(told(instances.doCheckUrl("acme.example.com", ""))).contains("http://");
        assertThat(told(instances.doCheckUrl("https://acme.example.com", ""))).contains("same url");
        assertThat(told(instances.doCheckUrl("https://acme.example.com", "acme-production")))
                .isEmpty();
        assertThat(told(templates.doCheckName("{custmer}", ""))).contains("did you mean 'customer'");
        assertThat(told(templates.doCheckUrl("https://{x}"))).contains("unknown placeholder");
        assertThat(told(jenkins.jenkins
                        .getDescriptorByType(VariableEntry.DescriptorImpl.class)
                        .doCheckName("ROLLOUT_ID")))
                .contains("can't be set");
        assertThat(told(jenkins.jenkins
                        .getDescriptorByType(ServiceReference.DescriptorImpl.class)
                        .doCheckName("ledgr")))
                .contains("did you mean 'ledger'");
    }

    private static String told(FormValidation validation) {
        return validation.kind == FormValidation.Kind.OK
                ? ""
                : validation.getMessage().replace("&#039;", "'");
    }

    @Test
    public void namesAreCompleted() {
        assertThat(jenkins.jenkins
                        .getDescriptorByType(InstanceItem.DescriptorImpl.class)
                        .doAutoCompleteEnvironment("a")
                        .getValues())
                .containsExactly("staging", "uat");
        assertThat(jenkins.jenkins
                        .getDescriptorByType(CustomerReference.DescriptorImpl.class)
                        .doAutoCompleteName("BO")
                        .getValues())
                .containsExactly("borealis");
        assertThat(jenkins.jenkins
                        .getDescriptorByType(CustomerItem.DescriptorImpl.class)
                        .doAutoCompleteTimeZone("europe/berl")
                        .getValues())
                .containsExactly("Europe/Berlin");
    }
}
