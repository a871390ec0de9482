package io.jenkins.plugins.rollout.jenkins.step;

import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.rollout.health.Sampler;
import io.jenkins.plugins.rollout.source.Addresses;
import io.jenkins.plugins.rollout.source.Inquiry;
import io.jenkins.plugins.rollout.source.Laboratory;
import io.jenkins.plugins.rollout.source.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jenkins.security.MasterToSlaveCallable;

/** Asks checks from the agent of a pipeline. */
final class AgentSampler implements Sampler {
    private final VirtualChannel channel;
    private final String folder;
    private final RunCredentials credentials;
    private final Addresses addresses;

    /**
     * @param folder on the agent, where commands run
     * @param addresses that can be sent there
     */
    AgentSampler(VirtualChannel channel, String folder, RunCredentials credentials, Addresses addresses) {
        this.channel = channel;
        this.folder = folder;
        this.credentials = credentials;
        this.addresses = addresses;
    }

    @Override
    public List<Reading> sample(List<Inquiry> inquiries) throws InterruptedException {
        Instant now = Clock.systemUTC().instant();
        try {
            return channel.call(new Sample(inquiries, folder, credentials, addresses));
        } catch (IOException | RuntimeException e) {
            Reading unmeasured = Reading.error("the agent could not be asked: " + e.getMessage(), now, Duration.ZERO);
            return Collections.nCopies(inquiries.size(), unmeasured);
        }
    }

    /** Runs on the agent. */
    private static final class Sample extends MasterToSlaveCallable<List<Reading>, IOException> {
        private static final long serialVersionUID = 1L;

        private final ArrayList<Inquiry> inquiries;
        private final String folder;
        private final RunCredentials credentials;
        private final Addresses addresses;

        Sample(List<Inquiry> inquiries, String folder, RunCredentials credentials, Addresses addresses) {
            this.inquiries = new ArrayList<>(inquiries);
            this.folder = folder;
            this.credentials = credentials;
            this.addresses = addresses;
        }

        @Override
        public List<Reading> call() throws IOException {
            Path workspace = Files.createDirectories(Path.of(folder));
            try {
                return Sampler.here(new Laboratory(Clock.systemUTC(), workspace, credentials, addresses))
                        .sample(inquiries);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("the measurement was interrupted", e);
            }
        }
    }
}
