package io.jenkins.plugins.rollout.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.Test;

/** {@code src/jenkins-api} declares only what is called, and says what it mirrors. */
public class DeclarationsTest {
    private static final Path ROOT = Path.of(System.getProperty("project.directory"));
    private static final Path DECLARATIONS = ROOT.resolve(Path.of("src", "jenkins-api", "java"));
    private static final Path CALLERS =
            ROOT.resolve(Path.of("src", "main", "java", "io", "jenkins", "plugins", "rollout", "jenkins"));

    private static List<JavaFileObject> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<JavaFileObject> sources = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.add(source(folder.relativize(file).toString(), Files.readString(file)));
            }
            return sources;
        }
    }

    private static JavaFileObject source(String path, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    @Test
    public void declareOnlyWhatIsCalled() throws IOException {
        assertThat(new Declarations(sources(DECLARATIONS), sources(CALLERS)).superfluous())
                .isEmpty();
    }

    @Test
    public void sayWhatTheyMirror() throws IOException {
        for (JavaFileObject source : sources(DECLARATIONS)) {
            String text = source.getCharContent(false).toString();
            long types = text.lines()
                    .filter(line -> line.matches("^ *(?![ /*]).*\\b(class|interface|enum|record) [A-Z].*"))
                    .count();

            assertThat(text.lines().filter(line -> line.matches(" */\\*\\* Mirrors [\\w.-]+:[\\w-]+ [\\w.-]+\\. \\*/")))
                    .as(source.getName())
                    .hasSize((int) types);
        }
    }

    @Test
    public void noticeWhatIsNotCalled() throws IOException {
        Map<String, String> declared = Map.of(
                "Lamp.java",
                """
                public abstract class Lamp implements Switch {
                    public static final int WATTS = 7;
                    public static final int VOLTS = 12;
                    private Lamp() {}
                    public Lamp(int unused) {}
                    public static Lamp get() { return null; }
                    public Colour colour() { return null; }
                    public Colour other() { return null; }
                }
                """,
                "Colour.java",
                "public class Colour {}",
                "Size.java",
                "public class Size {}",
                "Switch.java",
                "public interface Switch { default void on() {} default void off() {} }");
        String caller = "class Room implements Switch { Object o = Lamp.get().colour() + \"\" + Lamp.WATTS;"
                + " public void on() {} }";

        assertThat(new Declarations(
                                declared.entrySet().stream()
                                        .map(entry -> source(entry.getKey(), entry.getValue()))
                                        .toList(),
                                List.of(source("Room.java", caller)))
                        .superfluous())
                .containsExactly("Lamp.Lamp(int)", "Lamp.VOLTS", "Lamp.other()", "Size", "Switch.off()");
    }
}
