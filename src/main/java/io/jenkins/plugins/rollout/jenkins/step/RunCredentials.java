package io.jenkins.plugins.rollout.jenkins.step;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.source.Authorization;
import io.jenkins.plugins.rollout.source.Credentials;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/** The credentials of a gate's checks, as the build may use them: looked up once, and sent with the checks to an agent. */
record RunCredentials(Map<String, Authorization> found) implements Credentials, Serializable {
    RunCredentials {
        found = Map.copyOf(found);
    }

    /** Looks up what the checks name, and notes that the build has used it. */
    static RunCredentials of(Gate gate, Run<?, ?> build) {
        Map<String, Authorization> found = new HashMap<>();
        gate.checks().stream()
                .map(check -> check.source().credentialsId())
                .filter(id -> !id.isEmpty())
                .distinct()
                .forEach(id -> find(id, build).ifPresent(secret -> found.put(id, secret)));
        return new RunCredentials(found);
    }

    private static Optional<Authorization> find(String id, Run<?, ?> build) {
        @CheckForNull
        StandardCredentials credentials = CredentialsProvider.findCredentialById(id, StandardCredentials.class, build);
        Optional<Authorization> authorization = authorization(credentials);
        if (authorization.isPresent()) {
            CredentialsProvider.track(build, credentials);
        }
        return authorization;
    }

    private static Optional<Authorization> authorization(@CheckForNull StandardCredentials credentials) {
        if (credentials instanceof StringCredentials token) {
            return Optional.of(Authorization.bearer(token.getSecret().getPlainText()));
        }
        if (credentials instanceof StandardUsernamePasswordCredentials user) {
            return Optional.of(
                    Authorization.basic(user.getUsername(), user.getPassword().getPlainText()));
        }
        return Optional.empty();
    }

    @Override
    public Optional<Authorization> find(String id) {
        return Optional.ofNullable(found.get(id));
    }

    @Override
    public String missing(String id) {
        return "there are no credentials '" + id
                + "' that this build may use; add a secret text, or a user with a password, of that id in Jenkins";
    }
}
