package hudson;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public final class FilePath implements Serializable {

    public FilePath(VirtualChannel channel, String remote) {}

    public String getRemote() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int hashCode() {
        throw new UnsupportedOperationException();
    }

    public void copyFrom(InputStream inputStream) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public <T> T act(FilePath.FileCallable<T> fileCallable) throws IOException, InterruptedException {
        throw new UnsupportedOperationException();
    }

    public String getName() {
        throw new UnsupportedOperationException();
    }

    public FilePath child(String string) {
        throw new UnsupportedOperationException();
    }

    public FilePath getParent() {
        throw new UnsupportedOperationException();
    }

    public VirtualChannel getChannel() {
        throw new UnsupportedOperationException();
    }

    /** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
    public interface FileCallable<T> extends Serializable {

        T invoke(File file, VirtualChannel virtualChannel) throws IOException, InterruptedException;
    }
}
