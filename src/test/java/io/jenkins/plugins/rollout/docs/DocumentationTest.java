package io.jenkins.plugins.rollout.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the documentation links to and lists is there, and all of it is listed. */
public class DocumentationTest {
    private static final Pattern LINK =
            Pattern.compile("(?:\\]\\(|srcset=\"|src=\")([^)\"\\s]+)[)\"]", Pattern.MULTILINE);
    private static final Pattern SOURCE =
            Pattern.compile("`((?:src|bin|docs|examples)/[A-Za-z0-9_./-]+|[a-z]+/[A-Z][A-Za-z]+)`");
    private static final Path SOURCES =
            Document.ROOT.resolve(Path.of("src", "main", "java", "io", "jenkins", "plugins", "rollout"));
    private static final Path TESTS =
            Document.ROOT.resolve(Path.of("src", "test", "java", "io", "jenkins", "plugins", "rollout"));
    private static final int LARGEST_IMAGE = 200_000;
    private static final int LONGEST_RECORD = 40;

    @Test
    public void everyRelativeLinkResolves() {
        List<String> broken = new ArrayList<>();
        for (Document document : Document.all()) {
            LINK.matcher(document.prose())
                    .results()
                    .map(link -> link.group(1))
                    .filter(link -> !link.contains("://"))
                    .filter(link -> !resolves(document, link))
                    .forEach(link -> broken.add(document.name() + ": " + link));
        }

        assertThat(broken).isEmpty();
    }

    private static boolean resolves(Document from, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target =
                path.isEmpty() ? from.file() : from.file().resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0 || anchors(target).contains(link.substring(hash + 1));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path page) {
        return Document.read(Document.ROOT.relativize(page).toString())
                .prose()
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    /** They need a real Jenkins; here it is only seen that each has its test there. */
    @Test
    public void everyJenkinsfileIsRunByATest() throws IOException {
        String tests = Files.readString(Document.ROOT.resolve(
                "src/jenkins-test/java/io/jenkins/plugins/rollout/jenkins/JenkinsfilesTest.java"));
        List<Document.Block> jenkinsfiles = Document.all().stream()
                .flatMap(document -> document.blocks().stream())
                .filter(block -> block.language().equals("groovy"))
                .toList();

        assertThat(jenkinsfiles).hasSizeGreaterThan(10).allSatisfy(block -> {
            String name = block.mark().replaceFirst("^(jenkinsfile|file): ", "");
            assertThat(tests).as(block.place()).contains('"' + name + '"');
        });
        try (Stream<Path> variables = Files.list(Document.ROOT.resolve("vars"))) {
            variables
                    .map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".txt"))
                    .forEach(file -> assertThat(tests).contains("helpExample(\"" + file.replace(".txt", "") + "\")"));
        }
    }

    @Test
    public void everyFileThatIsNamedIsThere() {
        List<String> missing = new ArrayList<>();
        for (Document document : Document.all()) {
            SOURCE.matcher(document.prose())
                    .results()
                    .map(name -> name.group(1))
                    .filter(name -> !isThere(name))
                    .forEach(name -> missing.add(document.name() + ": " + name));
        }

        assertThat(missing).isEmpty();
    }

    private static boolean isThere(String name) {
        return Stream.of(Document.ROOT.resolve(name), SOURCES.resolve(name + ".java"), TESTS.resolve(name + ".java"))
                .anyMatch(Files::exists);
    }

    @Test
    public void everyPackageStandsInTheArchitecture() throws IOException {
        String section = Document.read("docs/architecture.md").section("## Packages");
        try (Stream<Path> packages = Files.list(SOURCES)) {
            assertThat(firstColumn(section))
                    .isEqualTo(packages.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    public void everyDependencyIsGivenAReason() throws Exception {
        Set<String> program = new TreeSet<>();
        Set<String> tests = new TreeSet<>();
        NodeList children = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Document.ROOT.resolve("pom.xml").toFile())
                .getElementsByTagName("dependency");
        for (int i = 0; i < children.getLength(); i++) {
            Element dependency = (Element) children.item(i);
            boolean isManagedOnly =
                    dependency.getParentNode().getParentNode().getNodeName().equals("dependencyManagement");
            if (!isManagedOnly) {
                boolean isTest = text(dependency, "scope").equals("test");
                (isTest ? tests : program).add(text(dependency, "artifactId"));
            }
        }

        Document page = Document.read("docs/dependencies.md");
        assertThat(firstColumn(page.section("## In the program"))).isEqualTo(program);
        assertThat(firstColumn(page.section("## In the tests"))).isEqualTo(tests);
    }

    private static String text(Element element, String name) {
        NodeList found = element.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent();
    }

    private static Set<String> firstColumn(String section) {
        return Pattern.compile("^\\| `([^`]+)`", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map((MatchResult cell) -> cell.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    public void everyDecisionIsShortAndListed() throws IOException {
        Document list = Document.read("docs/decisions/README.md");
        try (Stream<Path> records = Files.list(Document.ROOT.resolve("docs").resolve("decisions"))) {
            for (Path record :
                    records.filter(file -> !file.endsWith("README.md")).toList()) {
                assertThat(list.text()).contains("(" + record.getFileName() + ")");
                assertThat(Files.readAllLines(record)).as(record.toString()).hasSizeLessThanOrEqualTo(LONGEST_RECORD);
            }
        }
    }

    @Test
    public void imagesAreSmall() throws IOException {
        try (Stream<Path> images = Files.list(Document.ROOT.resolve("docs").resolve("images"))) {
            assertThat(images).allSatisfy(image -> assertThat(Files.size(image)).isLessThan(LARGEST_IMAGE));
        }
    }
}
