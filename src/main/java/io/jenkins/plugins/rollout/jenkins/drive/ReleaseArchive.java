package io.jenkins.plugins.rollout.jenkins.drive;

import hudson.AbortException;
import hudson.FilePath;
import hudson.Launcher;
import hudson.Util;
import hudson.model.Fingerprint;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.VirtualChannel;
import hudson.tasks.Fingerprinter.FingerprintAction;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.release.Artifact;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.MasterToSlaveFileCallable;
import jenkins.model.Jenkins;
import jenkins.util.BuildListenerAdapter;

/** Keeps a release's artifact with the build that made it: archived and fingerprinted, its checksum taken where it was made. */
public final class ReleaseArchive {
    private static final String MISSING = "is not a file of the workspace";

    private final Run<?, ?> build;
    private final TaskListener listener;

    public ReleaseArchive(Run<?, ?> build, TaskListener listener) {
        this.build = build;
        this.listener = listener;
    }

    /**
     * Archives a file of a workspace. Doing it again does no harm. What is not there, but was archived by this build for
     * a rollout before, is taken from the archive.
     *
     * @param path relative to the workspace
     * @throws AbortException if there is no such file in either
     */
    public Artifact archive(String path, FilePath workspace, Launcher launcher)
            throws IOException, InterruptedException {
        String inWorkspace = inWorkspace(path);
        Found found = workspace.act(new Look(inWorkspace));
        Optional<Artifact> kept = found.problem().equals(MISSING) ? kept(path) : Optional.empty();
        if (kept.isPresent()) {
            return kept.get();
        }
        if (!found.problem().isEmpty()) {
            throw new AbortException("the artifact '" + path + "' " + found.problem() + " " + workspace.getRemote()
                    + "; build it before the rollout is planned, or correct 'artifact'");
        }
        listener.getLogger().println("archiving the artifact " + inWorkspace + ", SHA-256 " + found.sha256());
        build.pickArtifactManager()
                .archive(workspace, launcher, new BuildListenerAdapter(listener), Map.of(inWorkspace, inWorkspace));
        fingerprint(inWorkspace, found.md5());
        return new Artifact(inWorkspace, found.size(), found.sha256());
    }

    /**
     * What this build has archived for an earlier rollout of its own.
     *
     * @param path relative to the workspace that had it
     */
    public Optional<Artifact> kept(String path) throws AbortException {
        String wanted = inWorkspace(path);
        List<String> rollouts = new ArrayList<>(RolloutAction.of(build));
        Collections.reverse(rollouts);
        Optional<Artifact> kept = rollouts.stream()
                .flatMap(id -> BuildRollouts.load(id).plan().placements())
                .map(Placement::release)
                .filter(release -> release.build().equals(build.getExternalizableId()))
                .flatMap(release -> release.artifact().stream())
                .filter(artifact -> artifact.path().equals(wanted))
                .findFirst();
        kept.ifPresent(artifact -> listener.getLogger()
                .println("the artifact " + artifact.path() + " is the one that this build has archived before, SHA-256 "
                        + artifact.sha256()));
        return kept;
    }

    /** With slashes, and without what leads out. */
    private static String inWorkspace(String path) throws AbortException {
        String slashed = path.replace('\\', '/').replaceFirst("^(\\./+)+", "");
        boolean leadsOut = slashed.startsWith("/")
                || slashed.matches("[A-Za-z]:.*")
                || Arrays.asList(slashed.split("/")).contains("..");
        if (leadsOut || slashed.isEmpty()) {
            throw new AbortException(
                    "the artifact '" + path + "' must be a path inside the workspace, such as dist/billing.tgz");
        }
        return slashed;
    }

    private void fingerprint(String path, String md5) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        Fingerprint fingerprint = Jenkins.get().getFingerprintMap().getOrCreate(build, name, md5);
        fingerprint.addFor(build);
        FingerprintAction action = build.getAction(FingerprintAction.class);
        if (action == null) {
            build.addAction(new FingerprintAction(build, Map.of(path, md5)));
        } else {
            action.add(Map.of(path, md5));
        }
        build.save();
    }

    /** @param problem what is wrong with the file, in front of the workspace's name; empty if nothing is */
    private record Found(String problem, long size, String sha256, String md5) implements Serializable {}

    private static final class Look extends MasterToSlaveFileCallable<Found> {
        private static final long serialVersionUID = 1L;

        private final String path;

        Look(String path) {
            this.path = path;
        }

        @Override
        public Found invoke(File workspace, VirtualChannel channel) throws IOException {
            Path file;
            try {
                file = workspace.toPath().resolve(path);
            } catch (InvalidPathException e) {
                return new Found("is no path on the agent of the workspace", 0, "", "");
            }
            if (!Files.isRegularFile(file)) {
                return new Found(MISSING, 0, "", "");
            }
            if (!file.toRealPath().startsWith(workspace.toPath().toRealPath())) {
                return new Found("is a link that leads out of the workspace", 0, "", "");
            }
            return new Found("", Files.size(file), ArtifactFile.sha256(file), Util.getDigestOf(file.toFile()));
        }
    }
}
