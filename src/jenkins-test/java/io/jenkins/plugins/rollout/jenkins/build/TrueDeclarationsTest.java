package io.jenkins.plugins.rollout.jenkins.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What {@code src/jenkins-api} declares is so in the Jenkins that the plugin is built for. */
public class TrueDeclarationsTest {
    private static final Path DECLARATIONS = Path.of(System.getProperty("basedir"), "src", "jenkins-api", "java");
    private static final Pattern ARTIFACT = Pattern.compile("Mirrors [\\w.-]+:([\\w-]+) ([\\w.-]+)\\. \\*/");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private List<String> untruths(Path declarations) throws IOException {
        return Mirror.of(declarations, folder.newFolder().toPath()).untruths();
    }

    @Test
    public void areTrue() throws IOException {
        assertThat(untruths(DECLARATIONS)).isEmpty();
    }

    @Test
    public void nameTheArtifactThatTheyMirror() throws Exception {
        try (Stream<Path> files = Files.walk(DECLARATIONS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String type = DECLARATIONS
                        .relativize(file)
                        .toString()
                        .replace(".java", "")
                        .replace('/', '.');
                String jar = Path.of(Class.forName(type, false, getClass().getClassLoader())
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .getFileName()
                        .toString();
                Matcher artifact = ARTIFACT.matcher(Files.readString(file));
                while (artifact.find()) {
                    assertThat(artifact.group(1) + "-" + artifact.group(2) + ".jar")
                            .as(type)
                            .isEqualTo(jar);
                }
            }
        }
    }

    @Test
    public void areNoticedWhenTheyAreNot() throws IOException {
        Path wrong = folder.newFolder().toPath();
        write(
                wrong,
                "hudson/AbortException",
                "public class AbortException extends RuntimeException {" + " public AbortException(int code) {} }");
        write(wrong, "hudson/Extension", "public @interface Extension { double ordinal() default 1; }");
        write(
                wrong,
                "hudson/util/Secret",
                "public final class Secret {"
                        + " public String getEncryptedValue() throws java.io.IOException { return null; }"
                        + " public static String toString(hudson.util.Secret secret, int length) { return null; } }");
        write(wrong, "hudson/util/Moonbeam", "public class Moonbeam {}");
        write(
                wrong,
                "jenkins/model/Jenkins",
                "public class Jenkins { public static final String XSTREAM = \"\";"
                        + " public static final String VERSION_FILE = \"\"; public java.io.File root; private Jenkins() {} }");

        String all = String.join("\n", untruths(wrong));
        assertThat(all)
                .contains("hudson.AbortException is no java.lang.RuntimeException")
                .contains("hudson.AbortException#hudson.AbortException is nowhere")
                .contains("hudson.Extension is ")
                .contains("hudson.Extension#ordinal is ")
                .contains("default 0.0")
                .contains("hudson.util.Secret#getEncryptedValue is ")
                .contains("throws [java.io.IOException]")
                .contains("hudson.util.Secret#toString is nowhere")
                .contains("hudson.util.Moonbeam does not exist")
                .contains("jenkins.model.Jenkins#XSTREAM is ")
                .contains("jenkins.model.Jenkins#VERSION_FILE is nowhere")
                .contains("jenkins.model.Jenkins#root is ");
    }

    private static void write(Path folder, String type, String text) throws IOException {
        Path file = folder.resolve(type + ".java");
        Files.createDirectories(file.getParent());
        String name = type.substring(0, type.lastIndexOf('/')).replace('/', '.');
        Files.writeString(file, "package " + name + ";\n" + text);
    }
}
