package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Numbers from a file, one per line, or {@code time,value}; read as they are asked for, so a file may be of any size.
 * Empty lines are skipped, and {@code NaN} is a missing sample, however it is written.
 */
final class SampleFile implements AutoCloseable {
    /** Longer ones are no numbers, and must not fill the memory. */
    private static final int LONGEST_LINE = 200;

    private static final int SHOWN = 40;
    /** As some editors begin a file. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern MISSING = Pattern.compile("nan", Pattern.CASE_INSENSITIVE);
    private static final Pattern INFINITE = Pattern.compile("[-+]?inf(inity)?", Pattern.CASE_INSENSITIVE);

    private final Path path;
    private final BufferedReader reader;
    private long line;
    private Boolean timed;
    private double time = Double.NEGATIVE_INFINITY;
    private long missing;

    /**
     * A sample.
     *
     * @param time seconds since 1970; 0 in a file without times
     */
    record Sample(double time, double value) {}

    SampleFile(Path path) {
        this.path = path;
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new InvalidInputException(
                    path + " is no regular file; it is read twice, so write the samples into a file");
        }
        try {
            this.reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException("there is no file " + path);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private InvalidInputException unreadable(IOException e) {
        String why = e instanceof MalformedInputException ? "it is no text in UTF-8" : e.getMessage();
        return new InvalidInputException(path + " can't be read: " + why);
    }

    /** The next sample that is not missing; empty at the end. */
    Optional<Sample> next() {
        try {
            while (true) {
                String text = readLine();
                if (text == null) {
                    return Optional.empty();
                }
                if (text.isBlank()) {
                    continue;
                }
                Sample sample = parse(text.strip());
                if (!Double.isNaN(sample.value())) {
                    return Optional.of(sample);
                }
                missing++;
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String readLine() throws IOException {
        StringBuilder text = new StringBuilder();
        int character = reader.read();
        if (character < 0) {
            return null;
        }
        line++;
        if (line == 1 && character == BYTE_ORDER_MARK) {
            character = reader.read();
        }
        while (character >= 0 && character != '\n') {
            text.append((char) character);
            if (text.length() > LONGEST_LINE) {
                throw wrong("the line has more than " + LONGEST_LINE + " characters; expected a number, or time,value");
            }
            character = reader.read();
        }
        return text.toString();
    }

    private Sample parse(String text) {
        int comma = text.indexOf(',');
        boolean hasTime = comma >= 0;
        if (timed == null) {
            timed = hasTime;
        } else if (timed != hasTime) {
            throw wrong(
                    hasTime
                            ? "this line has a time, and those before have none"
                            : "this line has no time, and those before have one");
        }
        double at = hasTime ? time(text.substring(0, comma).strip()) : 0;
        double value = number(text.substring(comma + 1).strip());
        if (Double.isInfinite(value)) {
            throw wrong("the value is infinite; leave such a sample out, or write NaN if it is missing");
        }
        return new Sample(at, value);
    }

    private double time(String text) {
        double at = text.indexOf('T') > 0 ? instant(text) : number(text);
        if (!Double.isFinite(at)) {
            throw wrong("the time must be a finite number");
        }
        if (at < time) {
            String how = text.indexOf('T') > 0 ? "sort -t, -k1,1" : "sort -g -t, -k1,1";
            throw wrong("the time is before that of the line before; sort the file by time: " + how);
        }
        time = at;
        return at;
    }

    private double instant(String text) {
        try {
            Instant instant = Instant.parse(text);
            return instant.getEpochSecond() + instant.getNano() / 1e9;
        } catch (DateTimeParseException e) {
            throw wrong(quoted(text) + " is no time; expected seconds since 1970, or such as 2026-03-02T09:30:00Z");
        }
    }

    private double number(String text) {
        if (NUMBER.matcher(text).matches()) {
            return Double.parseDouble(text);
        }
        if (MISSING.matcher(text).matches()) {
            return Double.NaN;
        }
        if (INFINITE.matcher(text).matches()) {
            return Double.POSITIVE_INFINITY;
        }
        throw wrong(quoted(text) + " is no number; expected a number, or time,value");
    }

    private static String quoted(String text) {
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }

    /** An error in the line that was read last. */
    InvalidInputException wrong(String message) {
        return new InvalidInputException(path + ":" + line + ": " + message);
    }

    /** Whether the lines have times; false in an empty file. */
    boolean isTimed() {
        return Boolean.TRUE.equals(timed);
    }

    /** How many were NaN. */
    long missing() {
        return missing;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
