package io.jenkins.plugins.rollout.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import picocli.CommandLine;

/** The command line inside the tests' own process, for tests of other packages. */
public final class CommandLines {
    private CommandLines() {}

    /** @param output standard output */
    public record Result(int exitCode, String output, String errors) {}

    public static CommandLine commandLine() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return Main.commandLine(Clock.systemUTC(), Paint.PLAIN, nowhere, nowhere);
    }

    public static Result run(String... arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        int exitCode = Main.commandLine(
                        Clock.systemUTC(), Paint.PLAIN, new PrintWriter(output), new PrintWriter(errors))
                .execute(arguments);
        return new Result(exitCode, output.toString(), errors.toString());
    }
}
