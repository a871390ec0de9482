package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.Wave;
import java.util.ArrayList;
import java.util.List;

/** A plan as a table: a line for each instance, with the wave that it is in and why. */
final class PlanPrinter {
    private PlanPrinter() {}

    static List<String> print(Plan plan, Paint paint) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"wave", "environment", "instance", "customer", "now", "then", "why"});
        for (Wave wave : plan.waves()) {
            for (Placement placement : wave.placements()) {
                rows.add(new String[] {
                    wave.number() + " " + wave.name(),
                    wave.environment(),
                    placement.name(),
                    placement.instance().isShared()
                            ? "(shared)"
                            : placement.instance().customer(),
                    orDash(placement.previous().version()),
                    orDash(placement.release().version()),
                    placement.why()
                });
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                paint.strong(Paint.harmless(plan.action().word() + " " + plan.service() + " " + plan.version())) + ": "
                        + Names.count(plan.size(), "instance") + " in "
                        + Names.count(plan.waves().size(), "wave"));
        lines.addAll(Table.print(rows, paint));
        return lines;
    }

    private static String orDash(String text) {
        return text.isEmpty() ? "–" : text;
    }
}
