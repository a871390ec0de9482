package io.jenkins.plugins.rollout.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What all commands have: a console, {@code --help}, and {@code --json} where they report. */
abstract class CliCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Main main;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    Console console() {
        return new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), main.paint());
    }

    Main main() {
        return main;
    }

    /** {@code --json}. */
    static final class JsonOption {
        @Option(names = "--json", description = "Print one JSON document on standard output.")
        private boolean wanted;

        boolean wanted() {
            return wanted;
        }
    }
}
