// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.show;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataSummary;
import dev.sora.core.profile.NumberProfile;
import dev.sora.core.profile.SplitSummary;
import dev.sora.core.profile.ValueCount;
import dev.sora.data.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Summarises the data of a training in a few lines; the report has the rest. */
public final class DataLines {

    private static final int COLUMNS = 6;
    private static final int CLASSES = 6;
    private static final int LONGEST = 24;

    private DataLines() {}

    /** Returns the lines: columns, classes and irregularities. */
    public static String of(DataSummary summary) {
        SplitSummary train = summary.parts().get("train");
        List<String> lines = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (ColumnProfile column : train.columns()) {
            if (!train.targets().contains(column.name())) {
                columns.add(column(column));
            }
        }
        if (!columns.isEmpty()) {
            lines.add("columns  " + some(columns, COLUMNS, "; "));
        }
        for (ColumnProfile column : train.columns()) {
            if (train.targets().contains(column.name())) {
                lines.add("target   " + target(column, train));
            }
        }
        summary.notes().forEach(note -> lines.add("note     " + note));
        return String.join(System.lineSeparator(), lines);
    }

    private static String some(List<String> all, int most, String between) {
        String shown = String.join(between, all.subList(0, Math.min(most, all.size())));
        return all.size() > most
                ? shown
                        + between
                        + "%s more in the report".formatted(Words.count(all.size() - most))
                : shown;
    }

    private static String column(ColumnProfile column) {
        String missing =
                column.missing() == 0
                        ? ""
                        : ", " + share(column.missing(), column.records()) + " missing";
        return shortened(column.name()) + " " + holds(column) + missing;
    }

    private static String holds(ColumnProfile column) {
        boolean numbers =
                column.meaning() == ColumnType.NUMBER || column.meaning() == ColumnType.INTEGER;
        if (numbers && column.numbers().isPresent()) {
            NumberProfile range = column.numbers().get();
            return figure(range.least()) + " to " + figure(range.most());
        }
        if (column.images().isPresent()) {
            Map<String, Long> sizes = column.images().get().sizes();
            return "pictures "
                    + sizes.keySet().iterator().next()
                    + (sizes.size() > 1 ? " and other sizes" : "");
        }
        if (!column.firstTime().isEmpty()) {
            return column.firstTime().substring(0, 10)
                    + " to "
                    + column.lastTime().substring(0, 10);
        }
        return column.meaning() == ColumnType.TEXT || column.meaning() == ColumnType.BOOLEAN
                ? (column.exact() ? "" : "about ") + Words.count(column.distinct(), "text value")
                : column.meaning().name().toLowerCase(Locale.ROOT);
    }

    private static String target(ColumnProfile column, SplitSummary train) {
        List<ValueCount> classes = train.classes().getOrDefault(column.name(), List.of());
        boolean few = !classes.isEmpty() && classes.size() <= Math.max(30, train.records() / 100);
        if (!few || column.meaning() == ColumnType.NUMBER || column.images().isPresent()) {
            return column(column);
        }
        List<String> counts = new ArrayList<>();
        for (ValueCount one : classes) {
            counts.add(
                    "%s %s (%s)"
                            .formatted(
                                    shortened(String.valueOf(one.value())),
                                    Words.count(one.count()),
                                    share(one.count(), train.records())));
        }
        return "%s: %s".formatted(shortened(column.name()), some(counts, CLASSES, ", "));
    }

    /** Returns the summary as a tree for {@code --json}. */
    public static Map<String, Object> tree(DataSummary summary) {
        Map<String, Object> tree = new LinkedHashMap<>();
        summary.parts()
                .forEach(
                        (name, part) -> {
                            Map<String, Object> own = new LinkedHashMap<>();
                            own.put("records", part.records());
                            own.put("looked_at", part.lookedAt());
                            own.put("duplicates", part.duplicates());
                            Map<String, Object> columns = new LinkedHashMap<>();
                            part.columns().forEach(c -> columns.put(c.name(), columnTree(c)));
                            own.put("columns", columns);
                            Map<String, Object> classes = new LinkedHashMap<>();
                            part.classes()
                                    .forEach(
                                            (target, counts) -> {
                                                Map<String, Object> of = new LinkedHashMap<>();
                                                counts.forEach(
                                                        v ->
                                                                of.put(
                                                                        String.valueOf(v.value()),
                                                                        v.count()));
                                                classes.put(target, of);
                                            });
                            own.put("targets", classes);
                            tree.put(name, own);
                        });
        tree.put("notes", summary.notes());
        return tree;
    }

    private static Map<String, Object> columnTree(ColumnProfile column) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("holds", column.meaning().name().toLowerCase(Locale.ROOT));
        tree.put("missing_share", column.missingShare());
        tree.put("distinct", column.distinct());
        column.numbers()
                .ifPresent(
                        numbers -> {
                            tree.put("min", numbers.least());
                            tree.put("max", numbers.most());
                            tree.put("mean", numbers.mean());
                        });
        return tree;
    }

    private static String share(long part, long all) {
        return String.format(Locale.ROOT, "%.1f %%", all == 0 ? 0.0 : 100.0 * part / all);
    }

    private static String figure(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole ? String.valueOf((long) number) : String.format(Locale.ROOT, "%.4g", number);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
