package io.jenkins.plugins.rollout.jenkins.step;

import hudson.Extension;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code commandCheck(command: './smoke.sh')}: runs a command for each instance, on the agent. */
public final class CommandCheckDescription extends CheckDescription {
    private final String command;
    private String timeout = "";

    @DataBoundConstructor
    public CommandCheckDescription(String command) {
        this.command = command == null ? "" : command;
    }

    public String getCommand() {
        return command;
    }

    public String getTimeout() {
        return timeout;
    }

    @DataBoundSetter
    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    @Override
    protected Map<String, Object> own() {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("run", command);
        SpecText.putUnlessEmpty(own, "timeout", timeout);
        return own;
    }

    @Extension
    @Symbol("commandCheck")
    public static final class DescriptorImpl extends CheckDescriptor {
        @Override
        public String getDisplayName() {
            return "Command";
        }

        @Override
        public String kind() {
            return "command";
        }
    }
}
