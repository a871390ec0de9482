package io.jenkins.plugins.rollout.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stops where a body gets longer than is allowed. */
final class BoundedInputStream extends FilterInputStream {
    private final long most;
    private long read;

    BoundedInputStream(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int some = super.read(bytes, from, length);
        count(Math.max(0, some));
        return some;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(long more) throws ApiException {
        read += more;
        if (read > most) {
            throw new ApiException(
                    "its answer is longer than " + (most >> 10) + " KiB, and was not read on; ask for less");
        }
    }
}
