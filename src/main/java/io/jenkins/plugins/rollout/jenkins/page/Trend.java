package io.jenkins.plugins.rollout.jenkins.page;

import java.util.ArrayList;
import java.util.List;

/** Some rollouts as bars, the newest at the right: how far harm came, and how long it took. */
public final class Trend {
    static final int HEIGHT = 44;
    private static final int STEP = 14;

    private final List<Bar> blastRadius = new ArrayList<>();
    private final List<Bar> durations = new ArrayList<>();

    /** @param text what it stands for, in words */
    public record Bar(int x, int y, int height, String tone, String text) {
        public int getX() {
            return x;
        }

        public int getY() {
            return y;
        }

        public int getHeight() {
            return height;
        }

        public String getTone() {
            return tone;
        }

        public String getText() {
            return text;
        }
    }

    /** @param rows the newest first */
    Trend(List<HistoryRow> rows) {
        long longest =
                rows.stream().mapToLong(row -> row.took().toMillis()).max().orElse(0);
        for (int i = 0; i < rows.size(); i++) {
            HistoryRow row = rows.get(rows.size() - 1 - i);
            String name = row.getBuild().getDisplayName() + " " + row.getRelease() + ", " + row.getStateWord() + ": ";
            blastRadius.add(bar(i, row.blastRadius(), row.getTone(), name + row.getBlastRadius()));
            double share = longest == 0 ? 0 : (double) row.took().toMillis() / longest;
            durations.add(bar(i, share, row.getTone(), name + row.getTook()));
        }
    }

    /** Never so small that it can't be seen: what is zero is a line. */
    private static Bar bar(int place, double share, String tone, String text) {
        int height = (int) Math.max(2, Math.round(share * HEIGHT));
        return new Bar(place * STEP, HEIGHT - height, height, tone, text);
    }

    public List<Bar> getBlastRadius() {
        return blastRadius;
    }

    public List<Bar> getDurations() {
        return durations;
    }

    public int getWidth() {
        return blastRadius.size() * STEP;
    }

    public int getHeight() {
        return HEIGHT;
    }
}
