package io.jenkins.plugins.rollout.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

/** Texts are written plain where every reader takes them for texts, and in quotes elsewhere. */
public class YamlTextTest {
    @Test
    public void whatIsSafeStaysPlain() {
        for (String text :
                List.of("acme", "us-east", "America/New_York", "two words", "3", "https://a.example.com/x")) {
            assertThat(YamlText.of(text)).isEqualTo(text);
        }
    }

    @Test
    public void whatCouldBeTakenForSomethingElseIsQuoted() {
        for (String text : List.of("", "no", "NULL", "1.10", "007", "a: b", "a #b", "{x}", "x ", "- x", "2026-01-01")) {
            assertThat(YamlText.of(text)).isEqualTo("\"" + text + "\"");
        }
    }

    @Test
    public void whatCannotBeSeenIsEscaped() {
        assertThat(YamlText.of("a\u202Eb\n\"\\\uD83D\uDE80\uDB40\uDC01"))
                .isEqualTo("\"a\\u202Eb\\n\\\"\\\\\uD83D\uDE80\\U000E0001\"");
    }
}
