package io.jenkins.plugins.rollout.jenkins.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hudson.security.csrf.CrumbIssuer;
import jakarta.servlet.ServletRequest;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.jvnet.hudson.test.JenkinsRule;

/** Sends JSON as a script does, and reads what comes back. */
public final class Posts {
    private static final JsonMapper JSON = new JsonMapper();

    private Posts() {}

    /** @param user empty for anonymous */
    static JenkinsRule.WebClient client(JenkinsRule jenkins, String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false);
        return user.isEmpty() ? client : client.login(user);
    }

    public static WebResponse json(JenkinsRule jenkins, String user, String path, String body) throws Exception {
        JenkinsRule.WebClient client = client(jenkins, user);
        URL url = URI.create(client.getContextPath() + path).toURL();
        WebRequest request = new WebRequest(url, HttpMethod.POST);
        CrumbIssuer crumbs = jenkins.jenkins.getCrumbIssuer();
        request.setAdditionalHeader(crumbs.getCrumbRequestField(), crumbs.getCrumb((ServletRequest) null));
        request.setAdditionalHeader("Content-Type", "application/json");
        request.setRequestBody(body);
        request.setCharset(StandardCharsets.UTF_8);
        return client.loadWebResponse(request);
    }

    static JsonNode read(WebResponse response) throws Exception {
        return JSON.readTree(response.getContentAsString());
    }

    /** What a GET is answered with. */
    static int status(JenkinsRule jenkins, String user, String path) throws Exception {
        return client(jenkins, user).goTo(path, null).getWebResponse().getStatusCode();
    }
}
