package io.jenkins.plugins.rollout.jenkins.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.TopologyDocument;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** Configuration as Code takes a topology in the shape of its file, and gives what it takes. */
public class TopologyAsCodeTest {
    @ClassRule
    public static final JenkinsRule jenkins = new JenkinsRule();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private void configure(String topology) throws Exception {
        Path file = folder.newFile().toPath().resolveSibling("jenkins.yaml");
        Files.writeString(file, "unclassified:\n  rolloutTopology:\n" + topology.indent(4));
        ConfigurationAsCode.get().configure(file.toString());
    }

    private static String export() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(out);
        String all = out.toString(StandardCharsets.UTF_8);
        String topology = all.substring(all.indexOf("  rolloutTopology:\n") + "  rolloutTopology:\n".length());
        return topology.lines()
                .takeWhile(line -> line.startsWith("    "))
                .map(line -> line.substring(4) + "\n")
                .reduce("", String::concat);
    }

    private static TopologyConfiguration saved() {
        return TopologyConfiguration.get();
    }

    @Test
    public void whatIsImportedIsExportedAgain() throws Exception {
        String yaml = Sample.YAML
                + "  - name: \"l-{customer}\"\n    customers: {tier: gold}\n    environments: [production]\n"
                + "    variables: {A: \"{ring}\", B: \"1.10\", C: \"\", D: \"a: b #c\", no: \"^${ring}\"}\n";
        configure(yaml);

        // A reference that is none is written with a caret there.
        assertThat(saved().document().orElseThrow().saysTheSameAs(TopologyDocument.of(yaml.replace("^$", "$"))))
                .isTrue();
        String exported = export();
        assertThat(TopologyDocument.of(exported).items(Section.CUSTOMERS))
                .isEqualTo(TopologyDocument.of(yaml).items(Section.CUSTOMERS));

        int number = saved().current().number();
        String before = saved().document().orElseThrow().toYaml();
        configure(exported);

        assertThat(saved().document().orElseThrow().toYaml()).isEqualTo(before);
        assertThat(saved().current().number()).isEqualTo(number);
        assertThat(saved().versions().get(0).why()).isEqualTo("Configuration as Code");
    }

    @Test
    public void theSameAgainMakesNoNewVersionAndKeepsComments() throws Exception {
        saved().replace(Sample.YAML, "by hand");
        int number = saved().current().number();

        configure(Sample.YAML);

        assertThat(saved().current().number()).isEqualTo(number);
        assertThat(saved().text(number).orElseThrow()).contains("# kept by hand");
    }

    @Test
    public void whatIsWrongIsToldWithItsLineAndNothingIsChanged() throws Exception {
        saved().replace(Sample.YAML, "by hand");
        int number = saved().current().number();

        assertThatThrownBy(() -> configure(Sample.YAML.replace("dependsOn: [ledger]", "dependsOn: [ledgr]")))
                .isInstanceOf(ConfiguratorException.class)
                .hasMessageContaining("The rollout topology is not changed")
                .hasMessageContaining("there is no service named 'ledgr'; did you mean 'ledger'?")
                .hasMessageContaining("jenkins.yaml:20");
        assertThat(saved().current().number()).isEqualTo(number);
        assertThat(saved().text(number)).contains(Sample.YAML);
    }

    @Test
    public void aSectionCanBeReplacedFromAScript() {
        saved().replace(Sample.YAML, "by hand");

        saved().setServices(List.of(new ServiceItem("shop", null)));

        assertThat(saved().topology().services()).hasSize(1);
        assertThatThrownBy(() -> saved().setCustomers(List.of()))
                .hasMessageContaining("there is no customer named 'acme'");
    }
}
