package io.jenkins.plugins.rollout.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import org.junit.Test;
import org.xml.sax.SAXException;

/** Every field of a form is bound, and every field and parameter has its help. */
public class FormsTest {
    private static final Path RESOURCES = Views.MAIN.resolve("resources");

    private static Describables describables() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (Path file : Views.files(Views.SOURCES, ".java")) {
            sources.add(source(file.getFileName().toString(), Views.read(file)));
        }
        return new Describables(sources);
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static Set<String> fields(String form) throws SAXException {
        Set<String> fields = new LinkedHashSet<>();
        JellyLint.elements(JellyLint.parse(form)).stream()
                .filter(element -> "/lib/form".equals(element.getNamespaceURI()))
                .map(element -> element.getAttribute("field"))
                .filter(field -> !field.isEmpty() && !field.contains("${"))
                .forEach(fields::add);
        return fields;
    }

    @Test
    public void everyFieldOfAFormIsBound() throws Exception {
        Describables describables = describables();
        List<Path> forms = Views.files(RESOURCES, "config.jelly");

        assertThat(forms).isNotEmpty();
        for (Path form : forms) {
            String folder = RESOURCES.relativize(form.getParent()).toString();
            assertThat(describables.all(folder)).as(form.toString()).containsAll(fields(Views.read(form)));
        }
    }

    @Test
    public void everyFieldAndParameterHasItsHelp() throws IOException {
        Describables describables = describables();
        Set<String> missing = new TreeSet<>();
        for (String folder : describables.folders()) {
            for (String field : describables.all(folder)) {
                boolean hasHelp = describables.lineage(folder).stream()
                        .anyMatch(one -> Files.exists(RESOURCES.resolve(one).resolve("help-" + field + ".html")));
                if (!hasHelp) {
                    missing.add(folder + "/help-" + field + ".html");
                }
            }
        }

        assertThat(missing).isEmpty();
    }

    @Test
    public void everyHelpBelongsToAField() throws IOException {
        Describables describables = describables();
        Set<String> orphans = new TreeSet<>();
        for (Path help : Views.files(RESOURCES, ".html")) {
            String name = help.getFileName().toString();
            String folder = RESOURCES.relativize(help.getParent()).toString();
            String field = name.replace("help-", "").replace(".html", "");
            if (name.startsWith("help-") && !describables.all(folder).contains(field)) {
                orphans.add(RESOURCES.relativize(help).toString());
            }
        }

        assertThat(orphans).isEmpty();
    }

    @Test
    public void whatIsBoundIsFound() throws Exception {
        Describables describables = new Describables(List.of(
                source("Lamp.java", """
                        package home;
                        class Lamp extends Thing {
                            @DataBoundConstructor public Lamp(String colour) {}
                            @DataBoundSetter public void setWatts(int watts) {}
                            public void setSecret(String secret) {}
                            static class Shade { @DataBoundConstructor public Shade() {} }
                        }
                        """),
                source(
                        "Thing.java",
                        "package home; class Thing { @DataBoundSetter public void setName(String n) {} }")));

        assertThat(describables.folders()).containsExactly("home/Lamp", "home/Lamp/Shade", "home/Thing");
        assertThat(describables.all("home/Lamp")).containsExactly("colour", "watts", "name");
        assertThat(describables.all("home/Lamp/Shade")).isEmpty();
        assertThat(fields("<f:entry xmlns:f=\"/lib/form\" field=\"a\"><f:textbox /></f:entry>"))
                .containsExactly("a");
    }
}
