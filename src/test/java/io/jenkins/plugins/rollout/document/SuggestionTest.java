package io.jenkins.plugins.rollout.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

/** What a misspelt word was meant to be. */
public class SuggestionTest {
    private static final List<String> KNOWN = List.of("staging", "production", "uat", "acme-eu", "acme-us");

    @Test
    public void theNearestWordIsSuggested() {
        assertThat(Suggestion.didYouMean("prodcution", KNOWN)).isEqualTo("; did you mean 'production'?");
        assertThat(Suggestion.didYouMean("Staging", KNOWN)).isEqualTo("; did you mean 'staging'?");
        assertThat(Suggestion.didYouMean("ua", KNOWN)).isEqualTo("; did you mean 'uat'?");
    }

    @Test
    public void theFirstOfTwoThatAreEquallyNear() {
        assertThat(Suggestion.didYouMean("acme-xx", KNOWN)).isEqualTo("; did you mean 'acme-eu'?");
    }

    @Test
    public void nothingIsBetterThanAFarGuess() {
        assertThat(Suggestion.didYouMean("qa", KNOWN)).isEmpty();
        assertThat(Suggestion.didYouMean("eng-1", KNOWN)).isEmpty();
        assertThat(Suggestion.didYouMean("x".repeat(1_000_000), KNOWN)).isEmpty();
        assertThat(Suggestion.didYouMean("", KNOWN)).isEmpty();
    }
}
