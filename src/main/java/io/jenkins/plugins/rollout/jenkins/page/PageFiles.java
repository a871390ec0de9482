package io.jenkins.plugins.rollout.jenkins.page;

import hudson.Extension;
import hudson.model.UnprotectedRootAction;
import io.jenkins.plugins.rollout.web.StaticFiles;
import io.jenkins.plugins.rollout.web.StaticFiles.StaticFile;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The scripts and styles of all pages, the same for everybody. They import each other by relative addresses, so they
 * stand in one folder; its name changes whenever Jenkins starts, which is when they may have changed, so that a
 * browser asks for each only once.
 */
@Extension
public final class PageFiles implements UnprotectedRootAction {
    private static final String URL = "rollout-matrix-files";
    private static final String A_YEAR = "public, max-age=31536000, immutable";

    /** What app.js imports: named in the page, so that a browser loads all at once instead of one after the other. */
    static final List<String> MODULES = List.of(
            "addresses.js",
            "announce.js",
            "api.js",
            "chart.js",
            "checks.js",
            "drawer.js",
            "filter.js",
            "format.js",
            "header.js",
            "keyboard.js",
            "list.js",
            "matrix.js",
            "model.js",
            "poll.js",
            "scale.js",
            "states.js",
            "lib/lit-html/lit-html.js",
            "lib/lit-html/directive.js",
            "lib/lit-html/directive-helpers.js",
            "lib/lit-html/directives/guard.js",
            "lib/lit-html/directives/keyed.js",
            "lib/lit-html/directives/repeat.js");

    private final StaticFiles files = new StaticFiles();

    /** Where they are, without a slash at the end, relative to Jenkins' own address. */
    public static String address() {
        return URL + "/" + Jenkins.SESSION_HASH;
    }

    @Override
    public String getIconFileName() {
        return null;
    }

    @Override
    public String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    public void doDynamic(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        String[] parts = request.getRestOfPath().split("/", 3);
        Optional<StaticFile> found =
                parts.length == 3 && !parts[2].endsWith(".html") && !"POST".equals(request.getMethod())
                        ? files.find(parts[2])
                        : Optional.empty();
        if (found.isEmpty()) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        StaticFile file = found.get();
        response.setHeader("ETag", file.etag());
        response.setHeader("X-Content-Type-Options", "nosniff");
        // Another folder is that of a page which was loaded before Jenkins was started again: served, and not kept.
        response.setHeader("Cache-Control", parts[1].equals(Jenkins.SESSION_HASH) ? A_YEAR : "no-cache");
        if (file.etag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(file.type());
        response.setContentLength(file.content().length);
        response.getOutputStream().write(file.content());
    }
}
