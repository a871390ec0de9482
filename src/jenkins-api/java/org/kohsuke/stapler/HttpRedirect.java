package org.kohsuke.stapler;

/** Mirrors org.kohsuke.stapler:stapler 2050.v425108fd5089. */
public final class HttpRedirect extends RuntimeException implements HttpResponse {

    public HttpRedirect(String url) {}
}
