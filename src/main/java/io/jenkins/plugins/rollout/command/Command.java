package io.jenkins.plugins.rollout.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command to run once on this machine.
 *
 * @param words one element: a command line for {@code /bin/sh}; several: a program and its arguments, run as they are
 * @param folder where it runs
 * @param environment on top of this process' own; values are never pasted into a command line
 * @param log its output and errors are appended here
 * @param timeout after which its whole process tree is ended
 */
public record Command(List<String> words, Path folder, Map<String, String> environment, Path log, Duration timeout) {
    /**
     * The shell writes its own process id before anything else happens: whoever finds the file after this process was
     * killed can tell whether the command still runs. A Ctrl-C at the terminal is for this process to handle.
     */
    private static final String PREPARE = "trap '' INT; echo $$ >\"$1\" && ";

    private static final String RUN_LINE = PREPARE + "rollout_command=$2 && shift 2 && eval \"$rollout_command\"";
    private static final String RUN_PROGRAM = PREPARE + "shift && exec \"$@\"";

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** Where the process id of the running command stands; beside the log, gone when it has ended. */
    Path processIdFile() {
        return log.resolveSibling(log.getFileName() + ".pid");
    }

    List<String> invocation() {
        List<String> invocation = new ArrayList<>(List.of("/bin/sh", "-c"));
        invocation.add(words.size() == 1 ? RUN_LINE : RUN_PROGRAM);
        invocation.add("sh");
        invocation.add(processIdFile().toString());
        invocation.addAll(words);
        return invocation;
    }
}
