package io.jenkins.plugins.rollout.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the text of an input file, which must be UTF-8 and of a reasonable size. */
public final class TextFile {
    static final int MAX_BYTES = 16 << 20;
    static final String TOO_LARGE = "the file is larger than 16 MiB; split it";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TextFile() {}

    /** The text; empty if it can't be read, and {@code problems} has why. */
    public static Optional<String> read(Path path, Problems problems) {
        Location file = Location.of(path);
        if (Files.isDirectory(path)) {
            problems.error(file, "this is a folder; name a file in it");
            return Optional.empty();
        }
        try {
            if (Files.size(path) > MAX_BYTES) {
                problems.error(file, TOO_LARGE);
                return Optional.empty();
            }
            // A pipe has no size beforehand, and a file may grow meanwhile.
            try (InputStream in = Files.newInputStream(path)) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length <= MAX_BYTES) {
                    return decode(bytes, file, problems);
                }
                problems.error(file, TOO_LARGE);
            }
        } catch (NoSuchFileException e) {
            problems.error(file, "there is no such file; check the name and the current folder");
        } catch (AccessDeniedException e) {
            problems.error(file, "the file may not be read; give the user who runs this permission to");
        } catch (IOException e) {
            problems.error(file, "the file can't be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static Optional<String> decode(byte[] bytes, Location file, Problems problems) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        if (result.isError()) {
            problems.error(endOf(text, file), "this isn't UTF-8 from here on; save the file in that encoding");
            return Optional.empty();
        }
        if (text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK) {
            text.get();
        }
        return Optional.of(text.toString());
    }

    /** The place behind the last character. */
    static Location endOf(CharSequence text, Location file) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\n') {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(character)) {
                column++;
            }
        }
        return new Location(file.file(), line, column);
    }
}
