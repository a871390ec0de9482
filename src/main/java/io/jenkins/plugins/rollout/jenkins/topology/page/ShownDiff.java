package io.jenkins.plugins.rollout.jenkins.topology.page;

import io.jenkins.plugins.rollout.jenkins.topology.CurrentTopology;
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration;
import io.jenkins.plugins.rollout.topology.Section;
import io.jenkins.plugins.rollout.topology.Topology;
import io.jenkins.plugins.rollout.topology.TopologyDiff;
import io.jenkins.plugins.rollout.topology.TopologyDiff.Change;
import io.jenkins.plugins.rollout.topology.TopologyDiff.FieldChange;
import io.jenkins.plugins.rollout.topology.TopologyDiff.Kind;
import java.util.Arrays;
import java.util.List;

/** What another topology changes, as a page shows it: by section, a long list cut off. */
public final class ShownDiff {
    private static final int MOST = 500;
    private static final Topology NOTHING = new Topology(List.of(), List.of(), List.of(), List.of());

    private final TopologyDiff diff;

    private ShownDiff(TopologyDiff diff) {
        this.diff = diff;
    }

    /** If the current one can't be used, all of the other is new. */
    static ShownDiff fromCurrentTo(Topology other) {
        Topology current = TopologyConfiguration.get().current() instanceof CurrentTopology.Valid valid
                ? valid.topology()
                : NOTHING;
        return new ShownDiff(TopologyDiff.between(current, other));
    }

    public boolean isUnchanged() {
        return diff.isEmpty();
    }

    public long getAdded() {
        return diff.count(Kind.ADDED);
    }

    public long getChanged() {
        return diff.count(Kind.CHANGED);
    }

    public long getRemoved() {
        return diff.count(Kind.REMOVED);
    }

    public List<Part> getParts() {
        return Arrays.stream(Section.values())
                .map(section -> new Part(
                        Titles.plural(section),
                        diff.changes().stream()
                                .filter(change -> change.section() == section)
                                .toList()))
                .filter(part -> !part.all.isEmpty())
                .toList();
    }

    /** The changes of one section. */
    public static final class Part {
        private final String title;
        private final List<Change> all;

        private Part(String title, List<Change> all) {
            this.title = title;
            this.all = all;
        }

        public String getTitle() {
            return title;
        }

        public int getCount() {
            return all.size();
        }

        public int getLeftOff() {
            return Math.max(0, all.size() - MOST);
        }

        public List<Row> getRows() {
            return all.stream().limit(MOST).map(Row::new).toList();
        }
    }

    /** One thing that changes. */
    public static final class Row {
        private final Change change;

        private Row(Change change) {
            this.change = change;
        }

        /** {@code added}, {@code changed} or {@code removed}. */
        public String getKind() {
            return switch (change.kind()) {
                case ADDED -> "added";
                case CHANGED -> "changed";
                case REMOVED -> "removed";
            };
        }

        public String getName() {
            return change.name();
        }

        public List<Field> getFields() {
            return change.fields().stream().map(Field::new).toList();
        }
    }

    /** One value that changes. */
    public static final class Field {
        private final FieldChange change;

        private Field(FieldChange change) {
            this.change = change;
        }

        public String getName() {
            return change.field();
        }

        public String getBefore() {
            return change.before();
        }

        public String getAfter() {
            return change.after();
        }
    }
}
