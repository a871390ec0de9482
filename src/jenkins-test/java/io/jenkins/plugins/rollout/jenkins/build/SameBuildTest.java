package io.jenkins.plugins.rollout.jenkins.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;
import org.kohsuke.stapler.ClassDescriptor;
import org.kohsuke.stapler.DataBoundConstructor;

/**
 * {@code pom.xml} and {@code pom-jenkins.xml} make the same plugin of one source. Skipped where {@code pom.xml} has not
 * been built since the sources were changed.
 */
public class SameBuildTest {
    private static final Path ROOT = Path.of(System.getProperty("basedir"));
    private static final Path HERE = ROOT.resolve(Path.of("target", "jenkins", "target", "classes"));
    private static final Path THERE = ROOT.resolve(Path.of("target", "classes"));
    private static final Path PLUGIN = ROOT.resolve(Path.of("target", "rollout-matrix.hpi"));
    private static final Set<String> NEEDED_BY_NOBODY = Set.of(
            "META-INF/exposed.stapler-beans", "META-INF/services/annotations/org.kohsuke.stapler.export.ExportedBean");

    @Before
    public void isBuilt() throws IOException {
        assumeTrue("there is no " + PLUGIN + "; run mvn package", Files.exists(PLUGIN));
        for (String source :
                List.of("pom.xml", "pom-jenkins.xml", "src/main", "src/jenkins-api", "vars", "resources")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(source))) {
                List<Path> newer =
                        files.filter(SameBuildTest::isNewerThanThePlugin).toList();
                assumeTrue(newer + " changed since " + PLUGIN + " was built; run mvn package", newer.isEmpty());
            }
        }
    }

    private static boolean isNewerThanThePlugin(Path file) {
        try {
            return Files.isRegularFile(file)
                    && Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(PLUGIN)) > 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    public void filesAreTheSame() throws IOException {
        Set<String> here = files(HERE);
        here.removeIf(SameBuildTest::isNeededByNobody);

        assertThat(files(THERE)).isEqualTo(here);
        for (String file : here) {
            assertThat(Files.mismatch(THERE.resolve(file), HERE.resolve(file)))
                    .as("the first byte where " + file + " differs")
                    .isEqualTo(-1);
        }
    }

    /**
     * Stapler reads parameters' names from class files before it looks for its own files, see below, and the comments on
     * exported properties only for documentation. The indexes of {@code @Symbol} and {@code @ExportedBean} are read by
     * nobody at run time: these annotations are looked for class by class.
     */
    private static boolean isNeededByNobody(String file) {
        return file.endsWith(".stapler") || file.endsWith(".javadoc") || NEEDED_BY_NOBODY.contains(file);
    }

    private static Set<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    public void parametersHaveTheirNamesInTheClassFiles() throws Exception {
        List<String> bound = new ArrayList<>();
        for (String file : files(HERE)) {
            if (!file.endsWith(".class") || !file.startsWith("io/jenkins/plugins/rollout/jenkins/")) {
                continue;
            }
            Class<?> type = Class.forName(
                    file.replace(".class", "").replace('/', '.'),
                    false,
                    getClass().getClassLoader());
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                if (constructor.isAnnotationPresent(DataBoundConstructor.class)) {
                    bound.add(type.getName());
                    assertThat(ClassDescriptor.loadParameterNames(constructor))
                            .as(type.getName())
                            .containsExactly(namesInStaplersFile(type));
                }
            }
        }

        assertThat(bound).isNotEmpty();
    }

    private static String[] namesInStaplersFile(Class<?> type) throws IOException {
        Properties names = new Properties();
        String file = type.getName().replace('.', '/').replace('$', '/') + ".stapler";
        try (InputStream in = Files.newInputStream(HERE.resolve(file))) {
            names.load(in);
        }
        String all = names.getProperty("constructor");
        return all.isEmpty() ? new String[0] : all.split(",");
    }

    @Test
    public void needTheSamePlugins() throws IOException {
        Attributes here;
        try (InputStream in = getClass().getResourceAsStream("/the.hpl")) {
            here = new Manifest(in).getMainAttributes();
        }
        Attributes there;
        try (JarFile plugin = new JarFile(PLUGIN.toFile())) {
            there = plugin.getManifest().getMainAttributes();
        }

        assertThat(Set.of(there.getValue("Plugin-Dependencies").split(",")))
                .isEqualTo(Set.of(here.getValue("Plugin-Dependencies").split(",")));
        for (String name : List.of(
                "Group-Id",
                "Artifact-Id",
                "Short-Name",
                "Long-Name",
                "Hudson-Version",
                "Jenkins-Version",
                "Plugin-Developers",
                "Plugin-License-Name",
                "Plugin-License-Url")) {
            assertThat(there.getValue(name)).as(name).isEqualTo(here.getValue(name));
        }
    }
}
