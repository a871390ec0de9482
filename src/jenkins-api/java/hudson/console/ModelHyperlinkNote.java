package hudson.console;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class ModelHyperlinkNote extends HyperlinkNote {

    private ModelHyperlinkNote() {
        super(null, 0);
    }

    public static String encodeTo(String string, String string2) {
        throw new UnsupportedOperationException();
    }
}
