// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.profile;

import dev.sora.core.profile.Relations.Leak;
import dev.sora.data.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The statistics of the data of a training, with notes for the user.
 *
 * @param parts the splits by name, {@code train} first
 * @param notes anomalies, each in a sentence
 */
public record DataSummary(Map<String, SplitSummary> parts, List<String> notes) {

    private static final double IMBALANCE = 10;
    private static final double MOSTLY = 0.5;
    private static final int NAMED = 5;

    /** The minimum share of duplicate records that is reported. */
    private static final double FEW = 0.005;

    /** The share of distinct records below which duplicates are expected and not reported. */
    private static final double MOSTLY_DISTINCT = 0.5;

    /** Copies the list. */
    public DataSummary {
        notes = List.copyOf(notes);
    }

    /**
     * Returns the summary of splits, with notes.
     *
     * @param first notes that precede those on the values
     */
    public static DataSummary of(Map<String, SplitSummary> parts, List<String> first) {
        List<String> notes = new ArrayList<>(first);
        SplitSummary train = parts.get("train");
        for (String target : train.targets()) {
            leaks(train, target, notes);
            imbalance(train, target, notes);
        }
        columns(train, notes);
        far(train, notes);
        repeated(parts, notes);
        return new DataSummary(parts, notes);
    }

    private static void leaks(SplitSummary train, String target, List<String> notes) {
        String looked =
                train.lookedAt() < train.records()
                        ? " (%,d records looked at)".formatted(train.lookedAt())
                        : "";
        train.relations()
                .leaks(target)
                .forEach(
                        (column, leak) -> {
                            if (!train.targets().contains(column)) {
                                notes.add(
                                        sentence(leak).formatted(column, target)
                                                + looked
                                                + ": leave it out, unless it is known before the"
                                                + " target is");
                            }
                        });
    }

    private static String sentence(Leak leak) {
        return switch (leak) {
            case EQUAL -> "column '%s' equals the target '%s'";
            case DETERMINES -> "each value of column '%s' goes with one value of the target '%s'";
            case FOLLOWS -> "column '%s' follows the target '%s'";
        };
    }

    private static void imbalance(SplitSummary train, String target, List<String> notes) {
        List<ValueCount> classes = train.classes().getOrDefault(target, List.of());
        boolean few = classes.size() > 1 && classes.size() <= Math.max(30, train.records() / 100);
        if (!few || isNumber(train, target, classes.size())) {
            return;
        }
        ValueCount most = classes.get(0);
        ValueCount least = classes.get(classes.size() - 1);
        if (most.count() >= IMBALANCE * least.count()) {
            notes.add(
                    String.format(
                            Locale.ROOT,
                            "classes of '%s' are uneven: '%s' in %,d records, '%s' in %,d; see"
                                    + " 'class_weights', and f1 beside accuracy",
                            target,
                            most.value(),
                            most.count(),
                            least.value(),
                            least.count()));
        }
    }

    /** Returns whether a target is a number rather than a class, judged by its values. */
    private static boolean isNumber(SplitSummary train, String target, int values) {
        return train.columns().stream()
                .filter(column -> column.name().equals(target))
                .anyMatch(
                        column ->
                                switch (column.meaning()) {
                                    case NUMBER -> true;
                                    case INTEGER -> values > 30;
                                    default -> false;
                                });
    }

    private static void columns(SplitSummary train, List<String> notes) {
        List<String> constant = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (ColumnProfile column : train.columns()) {
            if (column.images().isPresent()) {
                continue;
            }
            boolean one = column.present() > 0 && column.distinct() == 1 && column.missing() == 0;
            if (one && train.lookedAt() > 1 || column.present() == 0) {
                constant.add(column.name());
            } else if (column.missingShare() > MOSTLY) {
                missing.add(column.name());
            }
        }
        if (!constant.isEmpty()) {
            notes.add(listed(constant) + " has at most one value: it carries no information");
        }
        if (!missing.isEmpty()) {
            notes.add(listed(missing) + " lacks a value in more than half of the records");
        }
    }

    private static void far(SplitSummary train, List<String> notes) {
        for (ColumnProfile column : train.columns()) {
            boolean number =
                    column.meaning() == ColumnType.NUMBER || column.meaning() == ColumnType.INTEGER;
            column.numbers()
                    .filter(numbers -> number)
                    .flatMap(FarNumber::in)
                    .ifPresent(
                            far ->
                                    notes.add(
                                            String.format(
                                                    Locale.ROOT,
                                                    "column '%s' holds %.4g, far from all others"
                                                            + " (%.4g to %.4g), which are hard"
                                                            + " to distinguish because of it: if"
                                                            + " it stands for a missing value,"
                                                            + " add it to 'missing' of the"
                                                            + " source, else set 'scale: quantile'",
                                                    column.name(),
                                                    far.number(),
                                                    far.least(),
                                                    far.most())));
        }
    }

    private static void repeated(Map<String, SplitSummary> parts, List<String> notes) {
        SplitSummary train = parts.get("train");
        boolean distinct = train.duplicates() < MOSTLY_DISTINCT * train.records();
        if (train.duplicates() > FEW * train.records() && distinct) {
            notes.add(
                    count(train.duplicates(), train.exact())
                            + " of %,d training records equal an earlier one"
                                    .formatted(train.records()));
        }
        parts.forEach(
                (name, part) -> {
                    long shared = part == train ? 0 : train.rows().shared(part.rows());
                    if (shared > FEW * part.records() && distinct) {
                        notes.add(
                                count(shared, train.rows().isExact(part.rows()))
                                        + (" of %,d %s records are also in the training data:"
                                                        + " scores on them mean little")
                                                .formatted(part.records(), name));
                    }
                });
    }

    private static String count(long number, boolean exact) {
        return (exact ? "" : "about ") + String.format(Locale.ROOT, "%,d", number);
    }

    private static String listed(List<String> names) {
        List<String> shown = names.stream().limit(NAMED).map(name -> "'" + name + "'").toList();
        return (names.size() > 1 ? "each of columns " : "column ")
                + String.join(", ", shown)
                + (names.size() > NAMED ? " and %d more".formatted(names.size() - NAMED) : "");
    }
}
