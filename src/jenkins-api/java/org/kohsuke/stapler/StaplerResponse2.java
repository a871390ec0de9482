package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServletResponse;

/** Mirrors org.kohsuke.stapler:stapler 2050.v425108fd5089. */
public interface StaplerResponse2 extends HttpServletResponse {}
