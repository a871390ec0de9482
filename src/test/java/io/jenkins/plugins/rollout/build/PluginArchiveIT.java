package io.jenkins.plugins.rollout.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.BeforeClass;
import org.junit.Test;

/** {@code target/rollout-matrix.hpi}, as a controller gets it: complete, and with nothing that the controller has. */
public class PluginArchiveIT {
    private static final Path ROOT = Path.of(System.getProperty("project.directory"));
    private static final Path TARGET = ROOT.resolve("target");
    private static final LocalDateTime ALWAYS_THE_SAME = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final String LIBRARY = "io/jenkins/plugins/rollout/jenkins/library/files/";
    private static final String OWN_JAR = "WEB-INF/lib/rollout-matrix.jar";

    private static Map<String, byte[]> plugin;
    private static Map<String, byte[]> ownJar;

    @BeforeClass
    public static void open() throws IOException {
        plugin = unpack(Files.readAllBytes(TARGET.resolve("rollout-matrix.hpi")));
        ownJar = unpack(plugin.get(OWN_JAR));
    }

    private static Map<String, byte[]> unpack(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), in.readAllBytes());
                }
            }
        }
        return entries;
    }

    private static Map<String, String> manifest() throws IOException {
        return manifest(plugin);
    }

    private static Map<String, String> manifest(Map<String, byte[]> archive) throws IOException {
        Map<String, String> attributes = new TreeMap<>();
        new Manifest(new ByteArrayInputStream(archive.get("META-INF/MANIFEST.MF")))
                .getMainAttributes()
                .forEach((name, value) -> attributes.put(name.toString(), value.toString()));
        return attributes;
    }

    @Test
    public void saysWhatItIs() throws IOException {
        assertThat(manifest())
                .containsEntry("Group-Id", "io.jenkins.plugins")
                .containsEntry("Artifact-Id", "rollout-matrix")
                .containsEntry("Short-Name", "rollout-matrix")
                .containsEntry("Long-Name", "Rollout Matrix")
                .containsEntry("Jenkins-Version", "2.541.3")
                .containsEntry("Hudson-Version", "2.541.3")
                .containsEntry("Minimum-Java-Version", "17")
                .containsEntry("Support-Dynamic-Loading", "true")
                .containsEntry("Plugin-License-Name", "MIT License")
                .containsEntry("Plugin-License-Url", "https://opensource.org/licenses/MIT")
                .containsKey("Plugin-Developers");
        assertThat(manifest().get("Plugin-Version")).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    }

    /** Jenkins lets only classes of plugins into a build's record, and knows them by the manifest of their own jar. */
    @Test
    public void itsOwnJarSaysThatItIsAPlugin() throws IOException {
        Map<String, byte[]> jar = unpack(plugin.get("WEB-INF/lib/rollout-matrix.jar"));

        assertThat(manifest(jar)).containsEntry("Short-Name", "rollout-matrix").containsKey("Plugin-Version");
    }

    @Test
    public void namesEachPluginItNeedsWithItsVersion() throws IOException {
        List<String> dependencies =
                List.of(manifest().get("Plugin-Dependencies").split(","));

        assertThat(dependencies).allSatisfy(dependency -> assertThat(dependency)
                .matches("[a-z0-9-]+:[\\w.-]+(;resolution:=optional)?"));
        assertThat(dependencies.stream().filter(one -> one.endsWith(";resolution:=optional")))
                .extracting(one -> one.split(":")[0])
                .containsExactly("configuration-as-code", "pipeline-groovy-lib");
        assertThat(dependencies)
                .extracting(one -> one.split(":")[0])
                .contains("jackson2-api", "snakeyaml-api", "commons-text-api", "workflow-step-api");
    }

    @Test
    public void bringsItsOwnLibrariesOnly() {
        assertThat(plugin.keySet().stream()
                        .filter(name -> !name.startsWith("META-INF/"))
                        .map(name -> name.replaceFirst("-[0-9][0-9.]*\\.jar$", ".jar")))
                .containsExactlyInAnyOrder(
                        OWN_JAR,
                        "WEB-INF/lib/EvalEx.jar",
                        "WEB-INF/lib/commons-numbers-arrays.jar",
                        "WEB-INF/lib/commons-numbers-combinatorics.jar",
                        "WEB-INF/lib/commons-numbers-core.jar",
                        "WEB-INF/lib/commons-numbers-fraction.jar",
                        "WEB-INF/lib/commons-numbers-gamma.jar",
                        "WEB-INF/lib/commons-numbers-rootfinder.jar",
                        "WEB-INF/lib/commons-rng-client-api.jar",
                        "WEB-INF/lib/commons-rng-sampling.jar",
                        "WEB-INF/lib/commons-statistics-descriptive.jar",
                        "WEB-INF/lib/commons-statistics-distribution.jar",
                        "WEB-INF/lib/commons-statistics-inference.jar",
                        "WEB-INF/lib/commons-statistics-ranking.jar",
                        "WEB-INF/lib/failsafe.jar",
                        "WEB-INF/lib/lit-html.jar",
                        "WEB-INF/lib/sqlite-jdbc.jar");
    }

    @Test
    public void bringsNoClassThatAControllerHas() throws IOException {
        Set<String> packages = new TreeSet<>();
        for (Map.Entry<String, byte[]> file : plugin.entrySet()) {
            if (file.getKey().endsWith(".jar")) {
                unpack(file.getValue()).keySet().stream()
                        .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
                        .map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
                        .map(name -> Arrays.stream(name.split("/"))
                                .limit(name.startsWith("org/apache/") ? 4 : 2)
                                .collect(Collectors.joining(".")))
                        .forEach(packages::add);
            }
        }

        assertThat(packages)
                .containsExactlyInAnyOrder(
                        "io.jenkins",
                        "com.ezylang",
                        "dev.failsafe",
                        "org.apache.commons.numbers",
                        "org.apache.commons.rng",
                        "org.apache.commons.statistics",
                        "org.sqlite");
    }

    @Test
    public void holdsEveryClassAndResource() throws IOException {
        Path classes = TARGET.resolve("classes");
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = classes.relativize(file).toString().replace('\\', '/');
                assertThat(ownJar.get(name)).as(name).isEqualTo(Files.readAllBytes(file));
            }
        }
        assertThat(ownJar).containsKey("index.jelly");
    }

    /** What stands in vars/ and resources/, and nothing that stood there once. */
    @Test
    public void holdsTheSharedLibrary() throws IOException {
        Map<String, byte[]> library = new TreeMap<>();
        for (String top : List.of("vars", "resources")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(top))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    library.put(
                            LIBRARY + ROOT.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
        }

        assertThat(library).isNotEmpty();
        assertThat(ownJar.keySet().stream().filter(name -> name.startsWith(LIBRARY)))
                .containsExactlyInAnyOrderElementsOf(library.keySet());
        library.forEach((name, bytes) -> assertThat(ownJar.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    public void listsEveryExtension() {
        String listed = new String(ownJar.get("META-INF/annotations/hudson.Extension.txt"), StandardCharsets.UTF_8);
        String index = new String(ownJar.get("META-INF/annotations/hudson.Extension"), StandardCharsets.ISO_8859_1);
        assertThat(annotated("Lhudson/Extension;")).isNotEmpty().allSatisfy(name -> {
            assertThat(listed).contains(name);
            assertThat(index).contains(name);
        });
    }

    /**
     * What the plugin does when Jenkins starts and stops, and what a Jenkinsfile may call by a name of its own. javac has no
     * processor for these here: the lists are resources.
     */
    @Test
    public void listsWhatJenkinsLooksUpByItsAnnotation() {
        for (String name : List.of("hudson.init.Initializer", "hudson.init.Terminator", "org.jenkinsci.Symbol")) {
            String index = "META-INF/services/annotations/" + name;
            assertThat(new String(ownJar.get(index), StandardCharsets.UTF_8).lines())
                    .as(index)
                    .containsExactlyElementsOf(annotated("L" + name.replace('.', '/') + ";"));
        }
    }

    /** The names of the classes that mention an annotation. */
    private static Set<String> annotated(String annotation) {
        return ownJar.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".class"))
                .filter(file -> new String(file.getValue(), StandardCharsets.ISO_8859_1).contains(annotation))
                .map(file -> file.getKey().replace(".class", "").replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    public void saysNothingOfTheMachineThatBuiltIt() throws IOException {
        for (byte[] archive : List.of(Files.readAllBytes(TARGET.resolve("rollout-matrix.hpi")), plugin.get(OWN_JAR))) {
            try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
                for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                    assertThat(entry.getTimeLocal()).as(entry.getName()).isEqualTo(ALWAYS_THE_SAME);
                }
            }
        }
        assertThat(manifest().toString())
                .doesNotContain(System.getProperty("java.vendor"), System.getProperty("user.name") + "@");
    }

    @Test
    public void theCommandLineHasNothingOfThePlugin() throws IOException {
        try (InputStream jar = Files.newInputStream(TARGET.resolve("rollout.jar"))) {
            assertThat(unpack(jar.readAllBytes()).keySet())
                    .noneMatch(name -> name.startsWith("io/jenkins/plugins/rollout/jenkins/")
                            || name.startsWith("META-INF/annotations/")
                            || name.startsWith("hudson/")
                            || name.endsWith(".jelly"))
                    .contains("io/jenkins/plugins/rollout/cli/Main.class");
        }
    }
}
