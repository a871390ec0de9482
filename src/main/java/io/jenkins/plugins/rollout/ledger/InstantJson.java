package io.jenkins.plugins.rollout.ledger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads moments as {@link Instant#toString} writes them. Every event has one, and the JDK's own parser, made for all the
 * forms that a date may have, would be the dearest part of reading a rollout.
 */
final class InstantJson extends JsonDeserializer<Instant> {
    private static final int TO_SECONDS = "2000-01-01T00:00:00".length();
    private static final int NANO_DIGITS = 9;

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = parser.getText();
        try {
            return parse(text);
        } catch (DateTimeException | NumberFormatException e) {
            return (Instant) context.handleWeirdStringValue(Instant.class, text, "not a moment");
        }
    }

    private static Instant parse(String text) {
        int end = text.length() - 1;
        boolean usual = end >= TO_SECONDS && end <= TO_SECONDS + 1 + NANO_DIGITS && text.charAt(end) == 'Z';
        if (!usual) {
            return Instant.parse(text);
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, TO_SECONDS),
                        nanos(text, end))
                .toInstant(ZoneOffset.UTC);
    }

    private static int nanos(String text, int end) {
        if (end == TO_SECONDS) {
            return 0;
        }
        int nanos = number(text, TO_SECONDS + 1, end);
        for (int digits = end - TO_SECONDS - 1; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
