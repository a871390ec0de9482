package io.jenkins.plugins.rollout.jenkins.step;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.rollout.health.Check;
import io.jenkins.plugins.rollout.health.Gate;
import io.jenkins.plugins.rollout.health.Laboratory;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.Measurement.Outcome;
import io.jenkins.plugins.rollout.health.Sampler;
import io.jenkins.plugins.rollout.health.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jenkins.security.MasterToSlaveCallable;

/** Asks checks from the agent of a pipeline. */
final class AgentSampler implements Sampler {
    private final VirtualChannel channel;
    private final String folder;
    private final RunCredentials credentials;

    /** @param folder on the agent, where commands run */
    AgentSampler(VirtualChannel channel, String folder, RunCredentials credentials) {
        this.channel = channel;
        this.folder = folder;
        this.credentials = credentials;
    }

    @Override
    public List<Measurement> sample(Gate gate, Subject subject) throws InterruptedException {
        Instant now = Clock.systemUTC().instant();
        try {
            return channel.call(new Sample(gate, subject, folder, credentials));
        } catch (IOException | RuntimeException e) {
            List<Measurement> unmeasured = new ArrayList<>();
            for (Check check : gate.checks()) {
                String why = "the agent could not be asked: " + e.getMessage();
                unmeasured.add(new Measurement(check.name(), Outcome.ERROR, why, now, Duration.ZERO));
            }
            return unmeasured;
        }
    }

    /** Runs on the agent. */
    private static final class Sample extends MasterToSlaveCallable<List<Measurement>, IOException> {
        private static final long serialVersionUID = 1L;

        private final Gate gate;
        private final Subject subject;
        private final String folder;
        private final RunCredentials credentials;

        Sample(Gate gate, Subject subject, String folder, RunCredentials credentials) {
            this.gate = gate;
            this.subject = subject;
            this.folder = folder;
            this.credentials = credentials;
        }

        @Override
        public List<Measurement> call() throws IOException {
            Path workspace = Files.createDirectories(Path.of(folder));
            try {
                return Sampler.here(new Laboratory(Clock.systemUTC(), workspace, credentials))
                        .sample(gate, subject);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the measurement was interrupted", e);
            }
        }
    }
}
