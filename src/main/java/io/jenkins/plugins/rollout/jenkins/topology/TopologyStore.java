package io.jenkins.plugins.rollout.jenkins.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.rollout.document.Location;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.TextFile;
import io.jenkins.plugins.rollout.jenkins.DurableFile;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions of the topology on the disk: a file for each, {@code topology-000042.yaml}, of which the last one counts.
 * Its first line is a comment that tells when, by whom and why it was saved; the rest is the text.
 */
final class TopologyStore {
    static final int KEPT = 50;

    private static final Pattern NAME = Pattern.compile("topology-([0-9]{6,9})\\.yaml");
    private static final String MARK = "# rollout-matrix ";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    TopologyStore(Path folder) {
        this.folder = folder;
    }

    /** One version with its text. */
    record Saved(TopologyVersion version, String text) {}

    /** Never fails: what can't be read is told as a problem. */
    CurrentTopology current() {
        try {
            List<Integer> numbers = numbers();
            return numbers.isEmpty() ? new CurrentTopology.None() : load(numbers.get(0));
        } catch (IOException e) {
            return new CurrentTopology.Broken(0, folder, List.of(Problem.error(Location.of(folder), sentence(e))));
        }
    }

    private CurrentTopology load(int number) {
        Path file = file(number);
        TopologyReader.Result result = TopologyReader.check(file);
        Optional<Saved> saved = read(number);
        if (result.isValid() && saved.isPresent()) {
            return new CurrentTopology.Valid(saved.get().version(), saved.get().text(), result.topology());
        }
        List<Problem> problems = result.problems().isEmpty()
                ? List.of(Problem.error(Location.of(file), "the file can't be read; restore another version"))
                : result.problems();
        return new CurrentTopology.Broken(number, file, problems);
    }

    /** The last ones, the latest first. */
    List<Saved> versions() throws IOException {
        return numbers().stream()
                .limit(KEPT)
                .map(this::read)
                .flatMap(Optional::stream)
                .toList();
    }

    Optional<Saved> read(int number) {
        return TextFile.read(file(number), new Problems()).map(text -> saved(number, text));
    }

    /**
     * Saves a text as the next version; it is on the disk when this returns.
     *
     * @param version its number is one more than the last one's
     */
    void append(TopologyVersion version, String text) throws IOException {
        Files.createDirectories(folder);
        ObjectNode head = JSON.createObjectNode();
        head.put("at", version.at().toString()).put("who", version.who()).put("why", version.why());
        DurableFile.write(file(version.number()), MARK + JSON.writeValueAsString(head) + "\n" + text);
        for (int old : numbers().stream().skip(KEPT).toList()) {
            Files.deleteIfExists(file(old));
        }
    }

    private Saved saved(int number, String content) {
        int end = content.indexOf('\n');
        if (!content.startsWith(MARK) || end < 0) {
            return new Saved(new TopologyVersion(number, modified(number), "", ""), content);
        }
        String head = content.substring(MARK.length(), end);
        return new Saved(version(number, head), content.substring(end + 1));
    }

    private TopologyVersion version(int number, String head) {
        try {
            JsonNode fields = JSON.readTree(head);
            return new TopologyVersion(
                    number,
                    Instant.parse(fields.path("at").asText()),
                    fields.path("who").asText(),
                    fields.path("why").asText());
        } catch (JsonProcessingException | DateTimeException e) {
            return new TopologyVersion(number, modified(number), "", "");
        }
    }

    private Instant modified(int number) {
        try {
            return Files.getLastModifiedTime(file(number)).toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    private List<Integer> numbers() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .map(name -> Integer.valueOf(name.group(1)))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private Path file(int number) {
        return folder.resolve(String.format("topology-%06d.yaml", number));
    }

    private static String sentence(IOException e) {
        return "the folder can't be read: " + e.getMessage() + "; give the user that runs Jenkins permission to";
    }
}
