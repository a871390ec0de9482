package io.jenkins.plugins.rollout.jenkins.drive;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.Proc;
import hudson.model.Node;
import io.jenkins.plugins.rollout.plan.DeploymentEnvironment;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.release.Release;
import io.jenkins.plugins.rollout.rollout.Rollout;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings a rollout's artifact to whatever agent a body starts a process on, before that process sees its path. One serves
 * all bodies of a wave.
 */
public final class ArtifactLauncher extends LauncherDecorator implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String ENTRY = DeploymentEnvironment.ARTIFACT + "=";

    private final String rollout;

    @CheckForNull
    private transient Map<String, Release> releases;

    public ArtifactLauncher(String rollout) {
        this.rollout = rollout;
    }

    @Override
    public Launcher decorate(Launcher launcher, Node node) {
        return new Launcher.DecoratedLauncher(launcher) {
            @Override
            public Proc launch(ProcStarter starter) throws IOException {
                bring(starter, getInner());
                return super.launch(starter);
            }
        };
    }

    private void bring(Launcher.ProcStarter starter, Launcher launcher) throws IOException {
        Optional<String> path = Stream.of(starter.envs())
                .filter(entry -> entry.startsWith(ENTRY))
                .map(entry -> entry.substring(ENTRY.length()).replace("$$", "$"))
                .findFirst();
        Optional<Release> release = path.flatMap(ArtifactPlace::checksum).flatMap(this::release);
        if (release.isPresent() && launcher.getChannel() != null) {
            try {
                ArtifactDelivery.to(new FilePath(launcher.getChannel(), path.get()), release.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while an artifact was fetched");
            }
        }
    }

    /** The release of the rollout with an artifact of that checksum. */
    private synchronized Optional<Release> release(String checksum) {
        if (releases == null || !releases.containsKey(checksum)) {
            releases = BuildRollouts.get().peek(rollout, ArtifactLauncher::releases);
        }
        return Optional.ofNullable(releases.get(checksum));
    }

    private static Map<String, Release> releases(Rollout now) {
        Map<String, Release> found = new HashMap<>();
        now.waves().stream()
                .flatMap(progress -> progress.wave().placements().stream())
                .map(Placement::release)
                .forEach(release -> release.artifact().ifPresent(one -> found.put(one.sha256(), release)));
        return found;
    }
}
