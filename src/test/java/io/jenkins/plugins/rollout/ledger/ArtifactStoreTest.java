package io.jenkins.plugins.rollout.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jenkins.plugins.rollout.release.Artifact;
import io.jenkins.plugins.rollout.release.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The files of releases, kept for the way back. */
public class ArtifactStoreTest {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path kept;
    private ArtifactStore store;

    @Before
    public void make() {
        kept = folder.getRoot().toPath().resolve("kept");
        store = new ArtifactStore(kept);
    }

    @Test
    public void aFileIsKeptWhateverBecomesOfItsOriginal() throws IOException {
        Path file = file("billing.tar.gz", "abc");

        Artifact artifact = store.keep(file, "build/billing.tar.gz");
        Files.writeString(file, "another release");

        assertThat(artifact).isEqualTo(new Artifact("build/billing.tar.gz", 3, SHA256_OF_ABC));
        assertThat(store.verified(artifact)).hasContent("abc").hasFileName("billing.tar.gz");
        assertThat(ArtifactStore.describe(file("same", "abc"), "build/billing.tar.gz"))
                .isEqualTo(artifact);
        assertThat(kept).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    public void oneContentMayHaveTwoNames() throws IOException {
        Artifact one = store.keep(file("one.tar", "abc"), "one.tar");
        Artifact two = store.keep(file("two.tar", "abc"), "two $(rm).tar");

        assertThat(store.verified(one)).hasContent("abc").hasFileName("one.tar");
        assertThat(store.verified(two)).hasContent("abc").hasFileName("two $(rm).tar");
    }

    @Test
    public void keepingTheSameTwiceIsKeepingItOnce() throws IOException {
        Path file = file("one.tar", "abc");
        assertThat(store.keep(file, "one.tar")).isEqualTo(store.keep(file, "one.tar"));
        assertThat(kept.resolve(SHA256_OF_ABC)).isDirectoryContaining("glob:**one.tar");
    }

    @Test
    public void anAlteredFileIsNotUsed() throws IOException {
        Artifact artifact = store.keep(file("one.tar", "abc"), "one.tar");
        Files.writeString(store.verified(artifact), "abcd");

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> store.verified(artifact))
                .withMessageContaining("was altered")
                .withMessageContaining(SHA256_OF_ABC);
    }

    @Test
    public void aFileThatIsGoneIsTold() throws IOException {
        Artifact artifact = store.keep(file("one.tar", "abc"), "one.tar");
        Files.delete(store.verified(artifact));

        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> store.verified(artifact))
                .withMessageContaining("one.tar")
                .withMessageContaining("is gone");
    }

    @Test
    public void aFileThatCannotBeReadIsTold() {
        assertThatExceptionOfType(LedgerException.class)
                .isThrownBy(() -> store.keep(folder.getRoot().toPath().resolve("nothing"), "nothing"))
                .withMessageContaining("nothing")
                .withMessageContaining("can't be kept");
    }

    @Test
    public void onlyWhatIsOldAndNotNeededIsDeleted() throws IOException {
        Artifact needed = store.keep(file("needed", "needed"), "needed");
        Artifact young = store.keep(file("young", "young"), "young");
        Artifact old = store.keep(file("old", "old"), "old");
        Artifact waiting = store.keep(file("waiting", "waiting"), "waiting");
        age(needed);
        age(old);
        age(waiting);
        store.stillWanted(new Release("billing", "1", List.of(waiting), ""));

        store.prune(Set.of(needed.sha256()));

        assertThat(store.verified(needed)).exists();
        assertThat(store.verified(waiting)).exists();
        assertThat(store.verified(young)).exists();
        assertThat(kept.resolve(old.sha256())).doesNotExist();
    }

    @Test
    public void theLedgerKeepsWhatItsInstancesAndRolloutsNeed() throws IOException {
        try (Ledger ledger = Ledger.open(folder.getRoot().toPath().resolve("ledger.db"))) {
            store = ledger.artifacts();
            kept = ledger.folder().resolve("artifacts");
            Play play = new Play(ledger);
            Artifact[] artifacts = new Artifact[5];
            for (int i = 1; i <= 4; i++) {
                artifacts[i] = store.keep(file("billing", "release " + i), "billing");
                age(artifacts[i]);
                Journal journal = ledger.begin(
                        play.planned("r-" + i, play.plan(Play.release("4." + i + ".0", artifacts[i]), "a")));
                if (i < 4) {
                    play.drive(journal);
                }
            }

            ledger.pruneArtifacts();

            assertThat(kept.resolve(artifacts[1].sha256()))
                    .as("before the one before")
                    .doesNotExist();
            assertThat(store.verified(artifacts[2])).as("the one before").exists();
            assertThat(store.verified(artifacts[3])).as("what runs").exists();
            assertThat(store.verified(artifacts[4]))
                    .as("what a rollout is bringing")
                    .exists();
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.getRoot().toPath().resolve(name), content);
    }

    private void age(Artifact artifact) throws IOException {
        FileTime yesterday = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
        Files.setLastModifiedTime(kept.resolve(artifact.sha256()), yesterday);
    }
}
