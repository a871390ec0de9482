package io.jenkins.plugins.rollout.jenkins.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlSelect;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** Who gets the library, by form and as code. */
public class RolloutLibraryConfigurationTest {
    @ClassRule
    public static final JenkinsRule jenkins = new JenkinsRule();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static RolloutLibraryConfiguration configuration() {
        return RolloutLibraryConfiguration.get();
    }

    private void configure(String mode) throws Exception {
        Path file = folder.newFile("jenkins.yaml").toPath();
        Files.writeString(file, "unclassified:\n  rolloutLibrary:\n    mode: " + mode + "\n");
        try {
            ConfigurationAsCode.get().configure(file.toString());
        } finally {
            Files.delete(file);
        }
    }

    private static String export() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    public void isChosenByForm() throws Exception {
        configuration().setMode("implicit");
        HtmlForm form = jenkins.createWebClient().goTo("configure").getFormByName("config");
        HtmlSelect select =
                form.getFirstByXPath("//select[@name='_.mode' and contains(@fillUrl, 'RolloutLibraryConfiguration')]");
        assertThat(select.getSelectedOptions().get(0).getText()).startsWith("Every pipeline");

        select.setSelectedAttribute("on-request", true);
        jenkins.submit(form);

        assertThat(configuration().getMode()).isEqualTo("on-request");
        jenkins.configRoundtrip();
        assertThat(configuration().getMode()).isEqualTo("on-request");
        assertThat(new RolloutLibraryConfiguration().getMode())
                .as("on the disk")
                .isEqualTo("on-request");
    }

    @Test
    public void isChosenAsCode() throws Exception {
        for (String mode : new String[] {"on-request", "off", "implicit"}) {
            configure(mode);

            assertThat(configuration().getMode()).isEqualTo(mode);
            String exported = export().lines()
                    .dropWhile(line -> !line.equals("  rolloutLibrary:"))
                    .skip(1)
                    .findFirst()
                    .orElseThrow();
            assertThat(exported).isEqualTo("    mode: \"" + mode + "\"");
            configure("implicit");
            configure(exported.replaceFirst(".*: ", ""));
            assertThat(configuration().getMode()).isEqualTo(mode);
        }
        configure("ON_REQUEST");
        assertThat(configuration().getMode()).isEqualTo("on-request");
    }

    @Test
    public void whatIsNoModeIsRefused() throws Exception {
        configuration().setMode("on-request");

        assertThatThrownBy(() -> configure("sometimes"))
                .hasStackTraceContaining(
                        "the mode of the rollout library is one of implicit, on-request, off, and not 'sometimes'");

        assertThat(configuration().getMode()).isEqualTo("on-request");
    }
}
