package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServlet;

/** Mirrors org.kohsuke.stapler:stapler 2050.v425108fd5089. */
public class Stapler extends HttpServlet {

    private Stapler() {}

    public static StaplerRequest2 getCurrentRequest2() {
        throw new UnsupportedOperationException();
    }
}
