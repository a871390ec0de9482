package io.jenkins.plugins.rollout.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.EnumSet;
import java.util.Set;

/**
 * The bytes of a report without what nobody looks at and the XML parser would hold in memory as a whole, however long it is:
 * sections of CDATA, in which tools keep what tests have printed, and comments. Tags are bounded, for the same reason, and a
 * document type is refused before any of it is read.
 */
final class ReportBytes extends FilterInputStream {
    private static final int LONGEST_TAG = 1 << 20;
    private static final int BUFFER = 1 << 16;
    private static final String CDATA = "[CDATA[";

    /** Where the parser doesn't see that something has begun. */
    private static final Set<Place> UNTOLD = EnumSet.of(Place.OPENED, Place.DECLARED, Place.COMMENT, Place.CDATA);

    private final byte[] in = new byte[BUFFER];

    /** Has room for a byte that was held back. */
    private final byte[] out = new byte[BUFFER + 1];

    private int ready;
    private int given;
    private Place place = Place.TEXT;
    private int quote;

    /** Of the tag, or how much of the word that begins a section. */
    private int length;

    private int last;
    private int lastButOne;

    ReportBytes(InputStream report) {
        super(report);
    }

    private enum Place {
        TEXT,
        /** Behind a bracket that is held back until it is known what it opens. */
        OPENED,
        /** Behind a bracket and an exclamation mark. */
        DECLARED,
        COMMENT,
        CDATA,
        INSTRUCTION,
        TAG,
        QUOTED
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws IOException with a phrase where it is no report that can be read */
    @Override
    public int read(byte[] bytes, int from, int wanted) throws IOException {
        if (wanted == 0) {
            return 0;
        }
        while (given == ready) {
            if (!fill()) {
                return -1;
            }
        }
        int some = Math.min(wanted, ready - given);
        System.arraycopy(out, given, bytes, from, some);
        given += some;
        return some;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private boolean fill() throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("nobody waits for it any more");
        }
        int some = super.read(in, 0, in.length);
        if (some < 0) {
            if (UNTOLD.contains(place)) {
                throw new IOException("it is no complete XML: it breaks off");
            }
            return false;
        }
        ready = 0;
        given = 0;
        for (int i = 0; i < some; i++) {
            take(in[i] & 0xff);
        }
        return true;
    }

    private void take(int one) throws IOException {
        if (one == 0) {
            throw new IOException("it is not written in UTF-8, or another way in which ASCII stays what it is");
        }
        switch (place) {
            case TEXT -> text(one);
            case OPENED -> opened(one);
            case DECLARED -> declared(one);
            case COMMENT -> leaveOut(one, '-');
            case CDATA -> leaveOut(one, ']');
            case INSTRUCTION, TAG, QUOTED -> tag(one);
        }
        lastButOne = last;
        last = one;
    }

    private void text(int one) {
        if (one == '<') {
            place = Place.OPENED;
        } else {
            give(one);
        }
    }

    private void opened(int one) {
        length = 0;
        if (one == '!') {
            place = Place.DECLARED;
            return;
        }
        place = one == '?' ? Place.INSTRUCTION : Place.TAG;
        give('<');
        give(one);
    }

    private void declared(int one) throws IOException {
        boolean begins = length == 0;
        if (one == '-' && (begins || last == '-')) {
            enter(Place.COMMENT, !begins);
        } else if (last != '-' && CDATA.charAt(length) == one) {
            enter(Place.CDATA, length == CDATA.length() - 1);
        } else {
            throw new IOException("it has a document type or entities, which reports have not");
        }
    }

    private void enter(Place section, boolean isComplete) {
        length++;
        if (isComplete) {
            place = section;
            // What has opened it can't be a part of what closes it.
            length = 0;
        }
    }

    /** Up to that character twice and a bracket. */
    private void leaveOut(int one, char twice) {
        length = Math.min(length + 1, CDATA.length());
        if (one == '>' && length > 2 && last == twice && lastButOne == twice) {
            place = Place.TEXT;
        }
    }

    private void tag(int one) throws IOException {
        give(one);
        if (++length > LONGEST_TAG) {
            throw new IOException("it has a tag of more than " + (LONGEST_TAG >> 10) + " KiB");
        }
        if (place == Place.QUOTED) {
            place = one == quote ? Place.TAG : Place.QUOTED;
        } else if (place == Place.TAG && (one == '"' || one == '\'')) {
            quote = one;
            place = Place.QUOTED;
        } else if (one == '>' && (place == Place.TAG || last == '?')) {
            place = Place.TEXT;
        }
    }

    private void give(int one) {
        out[ready++] = (byte) one;
    }
}
