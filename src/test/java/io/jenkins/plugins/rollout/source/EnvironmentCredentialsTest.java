package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.Test;

/** Secrets that the command line finds in its environment. */
public class EnvironmentCredentialsTest {
    private final Credentials credentials = new EnvironmentCredentials(Map.of(
            "ROLLOUT_CREDENTIALS_HEALTH_TOKEN", "s3cret",
            "ROLLOUT_CREDENTIALS_ANN", "ann:pass:word",
            "ROLLOUT_CREDENTIALS_EMPTY", ""));

    @Test
    public void withoutAColonItIsAToken() {
        assertThat(credentials.find("health-token")).contains(Authorization.bearer("s3cret"));
        assertThat(credentials.find("Health.Token")).isPresent();
    }

    @Test
    public void withAColonItIsAUserAndAPassword() {
        assertThat(credentials.find("ann")).contains(Authorization.basic("ann", "pass:word"));
    }

    @Test
    public void whatIsMissingIsSaidByTheVariable() {
        assertThat(credentials.find("empty")).isEmpty();
        assertThat(credentials.missing("my token"))
                .isEqualTo(
                        "there are no credentials 'my token'; set ROLLOUT_CREDENTIALS_MY_TOKEN to user:password or to a"
                                + " token");
    }

    @Test
    public void secretsDontShow() {
        assertThat(credentials.toString() + credentials.find("ann"))
                .doesNotContain("s3cret")
                .doesNotContain("word");
    }
}
