package hudson.util;

import java.util.ArrayList;
import org.kohsuke.stapler.HttpResponse;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class ListBoxModel extends ArrayList<ListBoxModel.Option> implements HttpResponse {

    public ListBoxModel() {}

    public void add(String string, String string2) {
        throw new UnsupportedOperationException();
    }

    public ListBoxModel add(String string) {
        throw new UnsupportedOperationException();
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public static final class Option {

        private Option() {}
    }
}
