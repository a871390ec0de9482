package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.InvalidInputException;
import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.ledger.LedgerException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. */
@Command(
        name = "rollout",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        header = "Brings one release safely to many customer instances.",
        description = {
            "%nPlans a release in waves, deploys wave after wave, judges each by its health, stops at the first harm and"
                    + " rolls back only the instances that it hurt. What happened is kept in a ledger, so that an"
                    + " interrupted rollout goes on where it stopped and every instance can go back to what it had.%n"
        },
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done as asked",
            "  1  not done: failed, rolled back, partial or aborted",
            "  2  wrong usage or invalid input; nothing was changed",
            "  3  held: a person must approve or abort",
            "  4  inconclusive: 'rollout judge' can't tell from these samples",
            "  130 or 143  ended by Ctrl-C or by kill: 'rollout resume ID' goes on"
        },
        subcommands = {
            ValidateCommand.class,
            PlanCommand.class,
            RunCommand.class,
            ResumeCommand.class,
            ApproveCommand.class,
            AbortCommand.class,
            RollbackCommand.class,
            StatusCommand.class,
            HistoryCommand.class,
            ServeCommand.class,
            DemoCommand.class,
            SimulateCommand.class,
            JudgeCommand.class,
            GenerateCompletion.class,
            HelpCommand.class
        })
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec;

    private final Clock clock;
    private final Paint paint;

    Main(Clock clock, Paint paint) {
        this.clock = clock;
        this.paint = paint;
    }

    Clock clock() {
        return clock;
    }

    Paint paint() {
        return paint;
    }

    /** Without a command. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: rollout COMMAND.");
    }

    public static void main(String[] arguments) {
        // Without this the JDK's server waits 40 ms before it sends a short answer's last part.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Paint paint = Boolean.getBoolean("rollout.terminal") && System.getenv("NO_COLOR") == null
                ? Paint.COLOURS
                : Paint.PLAIN;
        int exitCode = commandLine(Clock.systemUTC(), paint, out, err).execute(arguments);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    static CommandLine commandLine(Clock clock, Paint paint, PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(new Main(clock, paint));
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler((e, arguments) -> misused(new Console(out, err, paint), e));
        commandLine.setExecutionExceptionHandler((e, command, result) -> fail(new Console(out, err, paint), e));
        return commandLine;
    }

    private static int misused(Console console, ParameterException e) {
        console.fail(e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, e.getCommandLine().getErr());
        console.say("see: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.INVALID;
    }

    /** What is wrong with the input or the ledger is told in a sentence; anything else is a fault of this program. */
    private static int fail(Console console, Exception e) throws Exception {
        if (e instanceof InvalidInputException invalid) {
            for (Problem problem : invalid.problems()) {
                if (problem.isError()) {
                    console.fail(problem.toString());
                } else {
                    console.say(Paint.harmless(problem.toString()));
                }
            }
            return ExitCode.INVALID;
        }
        if (e instanceof LedgerException) {
            console.fail(e.getMessage());
            return ExitCode.INVALID;
        }
        throw e;
    }

    /** From the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"rollout " + (version == null ? "(built from source)" : version)};
        }
    }
}
