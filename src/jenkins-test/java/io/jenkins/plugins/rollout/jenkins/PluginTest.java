package io.jenkins.plugins.rollout.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.PluginWrapper;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The plugin as Jenkins sees it. */
public class PluginTest {
    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    @Test
    public void isActive() {
        PluginWrapper plugin = jenkins.getPluginManager().getPlugin("rollout-matrix");

        assertThat(plugin).isNotNull();
        assertThat(plugin.isActive()).isTrue();
    }
}
