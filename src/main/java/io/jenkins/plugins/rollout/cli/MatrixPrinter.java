package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.plan.Names;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.InstanceProgress;
import io.jenkins.plugins.rollout.rollout.Rollout;
import io.jenkins.plugins.rollout.rollout.WaveProgress;
import io.jenkins.plugins.rollout.topology.NaturalOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The matrix of a rollout for a terminal: rows are customers, columns environments. */
final class MatrixPrinter {
    private static final String SHARED = "(shared)";

    private final Paint paint;

    MatrixPrinter(Paint paint) {
        this.paint = paint;
    }

    List<String> print(Rollout rollout) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(rollout));
        lines.add("");
        Map<String, Map<String, List<InstanceProgress>>> rows = new TreeMap<>(NaturalOrder.INSTANCE);
        for (InstanceProgress progress : rollout.instances()) {
            String customer = progress.placement().instance().customer();
            rows.computeIfAbsent(customer, name -> new LinkedHashMap<>())
                    .computeIfAbsent(progress.placement().instance().environment(), name -> new ArrayList<>())
                    .add(progress);
        }
        Map<String, List<InstanceProgress>> shared = rows.remove("");
        if (shared != null) {
            lines.addAll(printShared(shared));
        }
        lines.addAll(printCustomers(rollout, rows));
        lines.addAll(printTrouble(rollout));
        return lines;
    }

    private String headline(Rollout rollout) {
        String radius = rollout.blastRadius() == 0
                ? ""
                : String.format(Locale.ROOT, ", blast radius %.1f %%", rollout.blastRadius() * 100);
        return paint.strong(Paint.harmless(
                        rollout.plan().service() + " " + rollout.plan().version())) + "  "
                + paint.state(rollout.state(), rollout.state().word())
                + radius + ": " + Paint.harmless(why(rollout));
    }

    private static String why(Rollout rollout) {
        return rollout.finished()
                .map(end -> end.why())
                .or(rollout::question)
                .orElse(Names.count(rollout.plan().size(), "instance"));
    }

    private List<String> printShared(Map<String, List<InstanceProgress>> shared) {
        List<String> lines = new ArrayList<>();
        int width = shared.values().stream()
                .flatMap(List::stream)
                .mapToInt(progress -> progress.name().length())
                .max()
                .orElse(0);
        for (List<InstanceProgress> instances : shared.values()) {
            for (InstanceProgress progress : instances) {
                lines.add("  " + pad(Paint.harmless(progress.name()), width) + "  " + cell(progress));
            }
        }
        lines.add("");
        return lines;
    }

    private List<String> printCustomers(Rollout rollout, Map<String, Map<String, List<InstanceProgress>>> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Set<String> withCustomers =
                rows.values().stream().flatMap(row -> row.keySet().stream()).collect(Collectors.toSet());
        List<String> environments = rollout.plan().waves().stream()
                .map(Wave::environment)
                .distinct()
                .filter(withCustomers::contains)
                .toList();
        int nameWidth = Math.max(
                SHARED.length(),
                rows.keySet().stream().mapToInt(String::length).max().orElse(0));
        int cellWidth = Math.max(
                rollout.instances().stream()
                        .mapToInt(progress -> text(progress).length())
                        .max()
                        .orElse(0),
                environments.stream().mapToInt(String::length).max().orElse(0));

        List<String> lines = new ArrayList<>();
        StringBuilder header = new StringBuilder("  " + pad("", nameWidth));
        environments.forEach(environment -> header.append("  ").append(pad(Paint.harmless(environment), cellWidth)));
        lines.add(paint.faint(header.toString().stripTrailing()));
        rows.forEach((customer, row) -> {
            int height = row.values().stream().mapToInt(List::size).max().orElse(1);
            for (int i = 0; i < height; i++) {
                StringBuilder line = new StringBuilder("  " + pad(i == 0 ? Paint.harmless(customer) : "", nameWidth));
                for (String environment : environments) {
                    List<InstanceProgress> cells = row.getOrDefault(environment, List.of());
                    line.append("  ").append(i < cells.size() ? padded(cells.get(i), cellWidth) : pad("", cellWidth));
                }
                lines.add(line.toString().stripTrailing());
            }
        });
        return lines;
    }

    /** Everything that did not go well, with its reason. */
    private List<String> printTrouble(Rollout rollout) {
        List<String> lines = new ArrayList<>();
        for (WaveProgress wave : rollout.waves()) {
            boolean telling = wave.bad() > 0 || !wave.state().equals("passed");
            if (wave.verdict().isPresent() && telling) {
                String sentence = "wave " + wave.wave().number() + " ("
                        + wave.wave().environment() + ", " + wave.wave().name() + ") " + wave.state() + ": "
                        + wave.reason();
                lines.add("  " + paint.fold(4, Paint.harmless(sentence)));
            }
        }
        if (!lines.isEmpty()) {
            lines.add(0, "");
        }
        return lines;
    }

    private String cell(InstanceProgress progress) {
        return paint.state(progress.state(), text(progress));
    }

    private String padded(InstanceProgress progress, int width) {
        String text = text(progress);
        return cell(progress) + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String text(InstanceProgress progress) {
        String version = progress.version().isEmpty() ? "" : " " + Paint.harmless(progress.version());
        return Marks.of(progress.state()) + version + " " + progress.state().word();
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
