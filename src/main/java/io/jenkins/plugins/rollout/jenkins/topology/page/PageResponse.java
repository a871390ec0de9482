package io.jenkins.plugins.rollout.jenkins.topology.page;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/** A page that is the answer to a request, rather than the thing at an address. Its view is its class' {@code index}. */
abstract class PageResponse implements HttpResponse {
    private int status = StaplerResponse2.SC_OK;

    final void setStatus(int status) {
        this.status = status;
    }

    @Override
    public final void generateResponse(StaplerRequest2 request, StaplerResponse2 response, Object node)
            throws IOException, ServletException {
        response.setStatus(status);
        request.getView(this, "index.jelly").forward(request, response);
    }
}
