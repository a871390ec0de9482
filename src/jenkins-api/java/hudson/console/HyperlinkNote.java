package hudson.console;

import hudson.ExtensionPoint;
import hudson.model.Describable;
import java.io.Serializable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
@SuppressWarnings("rawtypes")
public class HyperlinkNote implements Serializable, Describable, ExtensionPoint {

    public HyperlinkNote(String url, int length) {}

    public static String encodeTo(String string, String string2) {
        throw new UnsupportedOperationException();
    }
}
