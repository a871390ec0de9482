package io.jenkins.plugins.rollout.jenkins.bench;

import com.sun.management.OperatingSystemMXBean;
import hudson.model.Result;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * What {@code deployToInstances} costs over {@code parallel} written by hand: 200 branches of {@code sh 'true'}. Not one of
 * the tests: {@code bin/bench jenkins} runs it.
 */
public class WaveBench {
    private static final int INSTANCES = 200;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final String BY_HAND = """
            node {
                def branches = [:]
                for (int i = 1; i <= %d; i++) { branches['i' + i] = { sh 'true' } }
                parallel branches
            }
            """.formatted(INSTANCES);
    private static final String WAVE = """
            node {
                planRollout(service: 'billing', version: '1.0', environments: ['production'])
                deployToInstances(wave: 1) { sh 'true' }
            }
            """;

    private static final String SINGLE = """
            node {
                def plan = planRollout(service: 'billing', version: '1.0', environments: ['production'])
                def branches = [:]
                for (name in plan.waves[0].instances) {
                    def instance = name
                    branches[instance] = { deployToInstances(wave: 1, instance: instance) { sh 'true' } }
                }
                parallel branches
            }
            """;

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    /**
     * @param wall in seconds
     * @param cpu of the controller, in seconds
     * @param disk of the build's folder, in bytes
     */
    private record Cost(double wall, double cpu, double disk) {}

    @Test(timeout = 0)
    public void compare() throws Exception {
        StringBuilder topology =
                new StringBuilder("{environments: [{name: production}], services: [{name: billing}], instances: [");
        for (int i = 1; i <= INSTANCES; i++) {
            topology.append("{name: i").append(i).append(", environment: production},");
        }
        TopologyConfiguration.get().replace(topology + "]}", "a benchmark");
        List<Cost> byHand = new ArrayList<>();
        List<Cost> wave = new ArrayList<>();
        List<Cost> single = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            Cost one = run("by-hand", BY_HAND);
            Cost other = run("wave", WAVE);
            Cost third = run("single", SINGLE);
            if (round > 0) {
                // The first round warms up.
                byHand.add(one);
                wave.add(other);
                single.add(third);
            }
        }
        report("deployToInstances", 1.1, byHand, wave);
        report("deployToInstances in branches", Double.POSITIVE_INFINITY, byHand, single);
    }

    private Cost run(String name, String script) throws Exception {
        WorkflowJob job = jenkins.jenkins.getItemByFullName(name, WorkflowJob.class);
        if (job == null) {
            job = jenkins.createProject(WorkflowJob.class, name);
            job.setDefinition(new CpsFlowDefinition(script, true));
        }
        OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long before = machine.getProcessCpuTime();
        WorkflowRun build = jenkins.buildAndAssertStatus(Result.SUCCESS, job);
        double cpu = (machine.getProcessCpuTime() - before) / 1e9;
        return new Cost(build.getDuration() / 1e3, cpu, size(build.getRootDir().toPath()));
    }

    private static double size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** @param goal of each ratio; infinite if there is none: a step within each branch costs as much again */
    private static void report(String form, double goal, List<Cost> byHand, List<Cost> costs) {
        report(form, "wall time", goal, byHand, costs, Cost::wall);
        report(form, "processor time of the controller", goal, byHand, costs, Cost::cpu);
        report(form, "the build's folder", goal, byHand, costs, Cost::disk);
    }

    private static void report(
            String form, String what, double goal, List<Cost> byHand, List<Cost> costs, ToDoubleFunction<Cost> value) {
        double ratio = median(costs, value) / median(byHand, value);
        String against = Double.isInfinite(goal)
                ? ""
                : String.format(Locale.ROOT, " (goal %.2f): %s", goal, ratio <= goal ? "met" : "MISSED");
        System.out.printf(
                Locale.ROOT,
                "bench: %s over parallel, %d branches, %s: %.2f%s%n",
                form,
                INSTANCES,
                what,
                ratio,
                against);
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> value) {
        double[] sorted = costs.stream().mapToDouble(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
