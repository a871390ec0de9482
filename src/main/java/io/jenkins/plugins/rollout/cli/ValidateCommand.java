package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.topology.TopologyReader;
import io.jenkins.plugins.rollout.web.ListViews;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks a topology file. */
@Command(
        name = "validate",
        description = "Checks the topology file and lists every problem with its line, column and remedy.")
final class ValidateCommand extends LedgerCommand {
    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        TopologyReader.Result result = TopologyReader.check(topology().file());
        boolean valid = result.problems().stream().noneMatch(Problem::isError);
        if (json.wanted()) {
            console().result(ListViews.problems(result.problems()));
        } else {
            for (Problem problem : result.problems()) {
                console().say(Paint.harmless(problem.toString()));
            }
            if (valid) {
                console().result(summary(result.topology()));
            }
        }
        return valid ? ExitCode.DONE : ExitCode.INVALID;
    }

    private String summary(Topology found) {
        return topology().file() + " is valid: "
                + Names.count(found.environments().size(), "environment") + ", "
                + Names.count(found.customers().size(), "customer") + ", "
                + Names.count(found.services().size(), "service") + ", "
                + Names.count(found.instances().size(), "instance");
    }
}
