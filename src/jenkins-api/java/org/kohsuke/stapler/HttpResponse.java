package org.kohsuke.stapler;

import jakarta.servlet.ServletException;
import java.io.IOException;

/** Mirrors org.kohsuke.stapler:stapler 2050.v425108fd5089. */
public interface HttpResponse {

    default void generateResponse(StaplerRequest2 staplerRequest2, StaplerResponse2 staplerResponse2, Object object)
            throws IOException, ServletException {
        throw new UnsupportedOperationException();
    }
}
