package org.kohsuke.stapler;

/** Mirrors org.kohsuke.stapler:stapler 2050.v425108fd5089. */
public class HttpResponses {

    public HttpResponses() {}

    public static HttpResponses.HttpResponseException error(int number, String string) {
        throw new UnsupportedOperationException();
    }

    public static HttpRedirect redirectTo(String string) {
        throw new UnsupportedOperationException();
    }

    /** Mirrors org.kohsuke.stapler:stapler 2050.v425108fd5089. */
    public abstract static class HttpResponseException extends RuntimeException implements HttpResponse {

        public HttpResponseException() {}
    }
}
