package hudson.util;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Mirrors org.jenkins-ci.main:jenkins-core 2.541.3. */
public class AtomicFileWriter extends Writer {

    public AtomicFileWriter(Path destinationPath, Charset charset) throws IOException {}

    @Override
    public void write(char[] values, int number, int number2) throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void flush() throws IOException {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException();
    }

    public void commit() throws IOException {
        throw new UnsupportedOperationException();
    }
}
