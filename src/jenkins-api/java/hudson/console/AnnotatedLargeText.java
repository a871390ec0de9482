package hudson.console;

import java.io.IOException;
import java.io.OutputStream;
import org.kohsuke.stapler.framework.io.LargeText;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class AnnotatedLargeText<T> extends LargeText {

    private AnnotatedLargeText() {
        super(null, false);
    }

    public long writeLogTo(long number, OutputStream outputStream) throws IOException {
        throw new UnsupportedOperationException();
    }
}
