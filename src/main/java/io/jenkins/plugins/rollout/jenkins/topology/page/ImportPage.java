package io.jenkins.plugins.rollout.jenkins.topology.page;

import hudson.model.ModelObject;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.jenkins.topology.ChangedMeanwhileException;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.fileupload2.core.FileItem;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** The topology as YAML: to change it as a text, or to put another file in its place, after a look at what that changes. */
public final class ImportPage implements ModelObject {
    private static final String EXAMPLE = """
            environments:
              - name: staging
              - name: production
                after: [staging]
            customers:
              - name: acme
                ring: 1
                timeZone: America/New_York
            services:
              - name: billing
            instanceTemplates:                # one instance per customer and environment
              - name: "{customer}-{environment}"
                customers: all
                environments: [staging, production]
                url: "https://{customer}.{environment}.example.com"
            """;

    @Override
    public String getDisplayName() {
        return "Edit or import YAML";
    }

    /** What is there now, even if it is broken; an example if there is nothing. */
    public String getText() {
        TopologyConfiguration configuration = TopologyConfiguration.get();
        return configuration.text(configuration.current().number()).orElse(EXAMPLE);
    }

    /** For a text area, of which browsers drop a first empty line. */
    public String getTextarea() {
        return "\n" + getText();
    }

    public boolean isExample() {
        return TopologyConfiguration.get().current().number() == 0;
    }

    public int getBasedOn() {
        return TopologyConfiguration.get().current().number();
    }

    /** Shows what a text would change. Changes nothing. */
    @RequirePOST
    public HttpResponse doPreview(StaplerRequest2 request, @QueryParameter int basedOn)
            throws IOException, ServletException {
        TopologyLink.checkPermission();
        return new ImportPreview(submitted(request), basedOn);
    }

    /** Saves a text, if nobody was faster. */
    @RequirePOST
    public HttpResponse doSave(StaplerRequest2 request, @QueryParameter int basedOn, @QueryParameter String why)
            throws IOException, ServletException {
        TopologyLink.checkPermission();
        String yaml = submitted(request);
        try {
            TopologyConfiguration.get().replace(yaml, why == null ? "" : why.trim(), basedOn);
        } catch (InvalidInputException e) {
            return new ImportPreview(yaml, basedOn).refused();
        } catch (ChangedMeanwhileException e) {
            return new ImportPreview(yaml, basedOn).late(e.getMessage());
        }
        return new HttpRedirect("..");
    }

    /** An uploaded file goes before the text; browsers end a text's lines as mail does. */
    private static String submitted(StaplerRequest2 request) throws IOException, ServletException {
        FileItem<?> file = isMultipart(request) ? request.getFileItem2("file") : null;
        if (file != null && file.getSize() > 0) {
            try (InputStream in = file.getInputStream()) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return text.startsWith("\uFEFF") ? text.substring(1) : text;
            }
        }
        String text = request.getParameter("yaml");
        return text == null ? "" : text.replace("\r\n", "\n");
    }

    private static boolean isMultipart(StaplerRequest2 request) {
        String type = request.getContentType();
        return type != null && type.startsWith("multipart/form-data");
    }
}
