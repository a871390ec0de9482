package io.jenkins.plugins.rollout.jenkins.library;

import hudson.plugins.git.GitSCM;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import org.jenkinsci.plugins.workflow.libs.LibraryConfiguration;
import org.jenkinsci.plugins.workflow.libs.SCMSourceRetriever;

/** A Git repository in a folder of a test, as someone would configure it as a library. */
final class GitRepository {
    private final Path folder;

    private GitRepository(Path folder) {
        this.folder = folder;
    }

    /** Its branch {@code main} has all files of the folder. The controller may check it out from now on. */
    static GitRepository of(Path folder) throws IOException, InterruptedException {
        GitSCM.ALLOW_LOCAL_CHECKOUT = true;
        GitRepository repository = new GitRepository(folder);
        repository.git("init", "--quiet", "--initial-branch=main");
        repository.git("add", "--all");
        repository.git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "-m", "All");
        return repository;
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new UncheckedIOException(new IOException(command + ": " + output));
        }
    }

    /** As an administrator configures it. */
    LibraryConfiguration library(String name) {
        GitSCMSource source = new GitSCMSource(folder.toUri().toString());
        source.setTraits(List.of(new BranchDiscoveryTrait()));
        LibraryConfiguration library = new LibraryConfiguration(name, new SCMSourceRetriever(source));
        library.setDefaultVersion("main");
        return library;
    }
}
