package io.jenkins.plugins.rollout.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The end of a log, which is what people look for; a deployment may write more than a browser can show. */
final class LogTail {
    static final int LIMIT = 256 * 1024;

    private LogTail() {}

    /** The whole log if it is short, else its last lines after a line that says how much is left out. */
    static byte[] read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long from = Math.max(0, size - LIMIT);
            ByteBuffer end = ByteBuffer.allocate((int) (size - from));
            while (end.hasRemaining() && channel.read(end, from + end.position()) >= 0) {
                continue;
            }
            byte[] bytes = new byte[end.position()];
            end.rewind().get(bytes);
            return from == 0 ? bytes : withNote(bytes, from);
        }
    }

    private static byte[] withNote(byte[] bytes, long leftOut) {
        int start = startOfLine(bytes);
        byte[] note = "… the first %,d bytes are left out; these are the last lines.%n"
                .formatted(leftOut + start)
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(note.length + bytes.length - start)
                .put(note)
                .put(bytes, start, bytes.length - start)
                .array();
    }

    /** After the first line break; in one endless line, at least not inside a character. */
    private static int startOfLine(byte[] bytes) {
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        int start = 0;
        while (start < bytes.length && (bytes[start] & 0xC0) == 0x80) {
            start++;
        }
        return start;
    }
}
