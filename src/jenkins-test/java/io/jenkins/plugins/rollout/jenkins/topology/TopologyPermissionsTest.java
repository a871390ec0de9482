package io.jenkins.plugins.rollout.jenkins.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.AccessDeniedException3;
import io.jenkins.plugins.rollout.jenkins.RolloutPermissions;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.JenkinsRule.WebClient;
import org.jvnet.hudson.test.MockAuthorizationStrategy;

/** Only those with Rollout/Configure see or change the topology, and only a POST with a crumb changes it. */
public class TopologyPermissionsTest {
    private static final String HOME = "manage/rollout-topology/";
    private static final List<String> PAGES = List.of(
            "",
            "matrix",
            "export",
            "customers/",
            "customers/rows",
            "customers/add",
            "customers/edit?name=acme",
            "import/",
            "versions/",
            "versions/1/");
    private static final List<String> CHANGES = List.of(
            "customers/save",
            "customers/delete?name=borealis&basedOn=1",
            "import/preview?basedOn=1",
            "import/save?basedOn=1",
            "versions/1/restore?basedOn=1");

    @ClassRule
    public static final JenkinsRule jenkins = new JenkinsRule();

    @Before
    public void given() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, RolloutPermissions.CONFIGURE)
                .everywhere()
                .to("keeper")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ, RolloutPermissions.CONFIGURE)
                .everywhere()
                .to("visitor-of-manage")
                .grant(Jenkins.READ, Jenkins.SYSTEM_READ, Jenkins.MANAGE)
                .everywhere()
                .to("manager"));
        try (ACLContext ignored = ACL.as2(ACL.SYSTEM2)) {
            TopologyConfiguration.get().replace(Sample.YAML, "");
        }
    }

    private static WebClient browser(String user) throws Exception {
        WebClient browser = jenkins.createWebClient();
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        browser.getOptions().setJavaScriptEnabled(false);
        return browser.login(user);
    }

    private static int status(WebClient browser, HttpMethod method, URL url) throws Exception {
        Page page = browser.getPage(new WebRequest(url, method));
        return page.getWebResponse().getStatusCode();
    }

    @Test
    public void whoMayNotConfigureSeesNothing() throws Exception {
        WebClient manager = browser("manager");

        for (String page : PAGES) {
            assertThat(status(manager, HttpMethod.GET, new URL(jenkins.getURL(), HOME + page)))
                    .as(page)
                    .isEqualTo(403);
        }
        assertThat(manager.goTo("manage/").asNormalizedText()).doesNotContain("Rollout topology");
    }

    @Test
    public void whoMayNotConfigureChangesNothing() throws Exception {
        WebClient manager = browser("manager");

        for (String change : CHANGES) {
            assertThat(status(manager, HttpMethod.POST, manager.createCrumbedUrl(HOME + change)))
                    .as(change)
                    .isEqualTo(403);
        }
        assertThat(TopologyConfiguration.get().current().number()).isEqualTo(1);
    }

    @Test
    public void whoMayConfigureNeedsNothingElse() throws Exception {
        WebClient keeper = browser("keeper");

        for (String page : PAGES) {
            assertThat(status(keeper, HttpMethod.GET, new URL(jenkins.getURL(), HOME + page)))
                    .as(page)
                    .isEqualTo(200);
        }
    }

    @Test
    public void theLinkIsThereForThoseWhoSeeManageJenkinsAtAll() throws Exception {
        assertThat(browser("visitor-of-manage").goTo("manage/").asNormalizedText())
                .contains("Rollout topology");
        assertThat(status(browser("keeper"), HttpMethod.GET, new URL(jenkins.getURL(), "manage/")))
                .isEqualTo(403);
    }

    @Test
    public void nothingIsChangedByGet() throws Exception {
        WebClient keeper = browser("keeper");

        for (String change : CHANGES) {
            assertThat(status(keeper, HttpMethod.GET, new URL(jenkins.getURL(), HOME + change)))
                    .as(change)
                    .isEqualTo(405);
        }
        assertThat(TopologyConfiguration.get().current().number()).isEqualTo(1);
    }

    @Test
    public void nothingIsChangedWithoutACrumb() throws Exception {
        WebClient keeper = browser("keeper");

        for (String change : CHANGES) {
            assertThat(status(keeper, HttpMethod.POST, new URL(jenkins.getURL(), HOME + change)))
                    .as(change)
                    .isEqualTo(403);
        }
        assertThat(TopologyConfiguration.get().current().number()).isEqualTo(1);
    }

    @Test
    public void checksAndCompletionTellNothingToOthers() {
        var instances = jenkins.jenkins.getDescriptorByType(InstanceItem.DescriptorImpl.class);
        var labels = jenkins.jenkins.getDescriptorByType(LabelEntry.DescriptorImpl.class);
        var customers = jenkins.jenkins.getDescriptorByType(CustomerReference.DescriptorImpl.class);
        List<ThrowingCallable> asked = List.of(
                () -> instances.doCheckName("x", ""),
                () -> instances.doCheckCustomer("x"),
                () -> instances.doCheckEnvironment("x"),
                () -> instances.doCheckUrl("x", ""),
                () -> instances.doAutoCompleteCustomer("a"),
                () -> instances.doAutoCompleteEnvironment("a"),
                () -> labels.doCheckName("x"),
                () -> customers.doCheckName("x"),
                () -> customers.doAutoCompleteName("a"));

        try (ACLContext ignored = ACL.as2(Jenkins.ANONYMOUS2)) {
            asked.forEach(ask -> assertThatThrownBy(ask).isInstanceOf(AccessDeniedException3.class));
        }
    }
}
