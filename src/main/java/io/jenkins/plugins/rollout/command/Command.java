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
     * What the shell does before anything else. It writes its process id: whoever finds the file after the parent was
     * killed can tell whether the command still runs. Then it looks for the parent: were that gone before the id was
     * written, somebody could have looked for it in vain and begun anew. And it leaves the terminal's signals to the
     * parent, which decides how commands end.
     */
    private static final String BEGIN = "echo $$ >\"$1\" && kill -0 \"$2\" && trap '' HUP INT QUIT && shift 2 && ";

    private static final String RUN_LINE = BEGIN + "rollout_command=$1 && shift && eval \"$rollout_command\"";

    private static final String RUN_PROGRAM = BEGIN + "exec \"$@\"";

    public Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** Where the process id of the running command stands; beside the log, gone when it has ended. */
    Path processIdFile() {
        return log.resolveSibling(log.getFileName() + ".pid");
    }

    /** @param parent the process that runs it */
    List<String> invocation(long parent) {
        List<String> invocation = new ArrayList<>(List.of("/bin/sh", "-c"));
        invocation.add(words.size() == 1 ? RUN_LINE : RUN_PROGRAM);
        invocation.add("sh");
        invocation.add(processIdFile().toString());
        invocation.add(String.valueOf(parent));
        invocation.addAll(words);
        return invocation;
    }
}
