package io.jenkins.plugins.rollout.cli;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns; the first row is the header. */
final class Table {
    private Table() {}

    static List<String> print(List<String[]> rows, Paint paint) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], Paint.harmless(row[i]).length());
            }
        }
        List<String> lines = new ArrayList<>(rows.size());
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String text = Paint.harmless(row[i]);
                line.append("  ").append(text);
                line.append(" ".repeat(i == columns - 1 ? 0 : widths[i] - text.length()));
            }
            lines.add(
                    lines.isEmpty()
                            ? paint.faint(line.toString())
                            : line.toString().stripTrailing());
        }
        return lines;
    }
}
