package io.jenkins.plugins.rollout.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.Test;

/** Every key of a bundle is used by the class or the page beside it, and every key that these use is there. */
public class TextsTest {
    private static final Pattern IN_A_CLASS = Pattern.compile("\\btext\\(\"([^\"]+)\"\\)");
    private static final Pattern ON_A_PAGE = Pattern.compile("\\$\\{%([^}(]+)(?:\\([^}]*)?\\}");

    private static Set<String> used(Pattern pattern, String text) {
        Set<String> keys = new TreeSet<>();
        pattern.matcher(text).results().map(match -> match.group(1)).forEach(keys::add);
        return keys;
    }

    private static Set<String> keys(String bundle) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(bundle));
        return new TreeSet<>(properties.stringPropertyNames());
    }

    @Test
    public void bundlesFitTheirUsers() throws IOException {
        List<Path> bundles = Views.files(Views.RESOURCES, ".properties");

        assertThat(bundles).isNotEmpty();
        for (Path bundle : bundles) {
            String name = Views.RESOURCES.relativize(bundle).toString().replace(".properties", "");
            Path source = Views.SOURCES.resolve(name + ".java");
            Set<String> used = Files.exists(source)
                    ? used(IN_A_CLASS, Views.read(source))
                    : used(ON_A_PAGE, Views.read(Views.RESOURCES.resolve(name + ".jelly")));
            assertThat(keys(Views.read(bundle))).as(name).isEqualTo(used);
        }
    }

    @Test
    public void usesAreFound() throws IOException {
        assertThat(used(IN_A_CLASS, "x(text(\"group\"), text(\"view\"))")).containsExactly("group", "view");
        assertThat(used(ON_A_PAGE, "<p>${%greeting(it.name)} ${it.x} ${%bye}</p>"))
                .containsExactly("bye", "greeting");
        assertThat(keys("a = 1\nb = 2")).containsExactly("a", "b");
    }
}
