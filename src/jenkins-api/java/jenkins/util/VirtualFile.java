package jenkins.util;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public abstract class VirtualFile implements Serializable {

    private VirtualFile() {}

    public abstract boolean isFile() throws IOException;

    public abstract VirtualFile child(String string);

    public abstract long length() throws IOException;

    public abstract InputStream open() throws IOException;
}
