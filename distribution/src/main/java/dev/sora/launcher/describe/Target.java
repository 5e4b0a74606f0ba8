// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.describe;

import dev.sora.core.profile.ColumnProfile;
import dev.sora.core.profile.DataProfile;
import dev.sora.data.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A column that a model could predict.
 *
 * @param column the column
 * @param classes whether it contains classes instead of numbers
 * @param score how probable it is that this column is the target
 */
public record Target(ColumnProfile column, boolean classes, int score) {

    private static final Set<String> NAMES =
            Set.of(
                    "target",
                    "label",
                    "labels",
                    "class",
                    "classes",
                    "y",
                    "output",
                    "outcome",
                    "response",
                    "sentiment",
                    "category",
                    "topic");

    private static final int NAMED = 10;
    private static final long MOST_CLASSES = 1000;
    private static final long FEW_CLASSES = 30;

    /**
     * Integers with more distinct values than this, of which the rarest occurs at most {@code
     * ALMOST_NEVER} times, are counts.
     */
    private static final long FEW_NUMBERED = 10;

    private static final long ALMOST_NEVER = 2;

    /** Returns the columns that could be predicted, the most probable first. */
    public static List<Target> of(DataProfile data) {
        List<Target> found = new ArrayList<>();
        boolean plane = data.columns().stream().anyMatch(c -> c.name().equalsIgnoreCase("x"));
        for (int i = 0; i < data.columns().size(); i++) {
            ColumnProfile column = data.columns().get(i);
            boolean last = i == data.columns().size() - 1;
            of(column, i == 0, last, data.columns().size())
                    // If there is an x, a y is more often a coordinate than a target.
                    .map(target -> plane && isY(column) ? target.less() : target)
                    .ifPresent(found::add);
        }
        found.sort((a, b) -> Integer.compare(b.score, a.score));
        return found;
    }

    /** Returns a column as a target with score 0; empty if it cannot be one. */
    public static Optional<Target> of(ColumnProfile column) {
        Role role = Role.of(column);
        boolean numbers = isNumeric(column);
        boolean one = role == Role.NUMBER || role == Role.CATEGORY;
        if (!one && !(role == Role.IDENTIFIER && numbers) || hasAmountsAsTexts(column)) {
            return Optional.empty();
        }
        boolean whole = column.meaning() != ColumnType.NUMBER;
        long most = numbers ? Math.min(FEW_CLASSES, column.present() / 5 + 2) : MOST_CLASSES;
        boolean classes =
                role == Role.CATEGORY
                        || whole
                                && column.distinct() <= most
                                && column.distinct() > 1
                                && !isCount(column);
        return classes && column.distinct() > most && !numbers
                ? Optional.empty()
                : Optional.of(new Target(column, classes, 0));
    }

    /**
     * Returns whether the values are numbers in a form that outputs read as strings, and too many
     * for classes: a class of each price would be a model of the wrong kind.
     */
    private static boolean hasAmountsAsTexts(ColumnProfile column) {
        return column.distinct() > Math.min(FEW_CLASSES, column.present() / 5 + 2)
                && NumberTexts.of(column).isPresent();
    }

    /**
     * An obstacle.
     *
     * @param reason what the column has
     * @param fix what to do to predict it all the same; empty for nothing
     */
    public record Obstacle(String reason, String fix) {}

    /** Returns why a column for which {@link #of(ColumnProfile)} is empty cannot be predicted. */
    public static Obstacle obstacle(ColumnProfile column, boolean csv) {
        if (hasAmountsAsTexts(column)) {
            NumberTexts texts = NumberTexts.of(column).orElseThrow();
            return new Obstacle(texts.words(), texts.fix(csv));
        }
        String reason =
                switch (Role.of(column)) {
                    case NOTHING -> column.present() == 0 ? "no value" : "one value only";
                    case CATEGORY ->
                            "%s%d different values"
                                    .formatted(column.exact() ? "" : "about ", column.distinct());
                    case IDENTIFIER -> "no value that occurs twice";
                    default -> "values of the role '%s'".formatted(Role.of(column).word());
                };
        return new Obstacle(reason, "");
    }

    /** Returns the column with its values as classes; empty if they cannot be. */
    public Optional<Target> asClasses() {
        boolean can =
                column.meaning() != ColumnType.NUMBER
                        && column.distinct() > 1
                        && column.distinct() <= MOST_CLASSES;
        return can ? Optional.of(new Target(column, true, score)) : Optional.empty();
    }

    /** Returns the column with its values as numbers; empty if they are none. */
    public Optional<Target> asNumber() {
        return isNumeric(column) ? Optional.of(new Target(column, false, score)) : Optional.empty();
    }

    /** Returns a sentence that says how its values are taken, and how to change that. */
    public String assumption() {
        String name = "'%s'".formatted(column.name().replaceAll("\\p{Cntrl}", " "));
        if (!isNumeric(column)) {
            return "The values of %s are taken for classes: they are not numbers.".formatted(name);
        }
        if (column.meaning() == ColumnType.NUMBER) {
            return "The values of %s are taken for numbers: not all of them are whole."
                    .formatted(name);
        }
        return ("The values of %s, %s%d different integers, are taken for %s; with --as %s,"
                        + " sora init takes them for %s.")
                .formatted(
                        name,
                        column.exact() ? "" : "about ",
                        column.distinct(),
                        classes ? "classes" : "amounts",
                        classes ? "number" : "classes",
                        classes ? "amounts" : "classes");
    }

    private static boolean isNumeric(ColumnProfile column) {
        return column.meaning() == ColumnType.NUMBER || column.meaning() == ColumnType.INTEGER;
    }

    /**
     * Returns whether integers are counts: numbered classes rarely have only one or two records.
     */
    private static boolean isCount(ColumnProfile column) {
        return column.meaning() == ColumnType.INTEGER
                && column.distinct() > FEW_NUMBERED
                && rarest(column) > 0
                && rarest(column) <= ALMOST_NEVER;
    }

    private static Optional<Target> of(
            ColumnProfile column, boolean first, boolean last, int columns) {
        return of(column)
                .filter(target -> Role.of(column) != Role.IDENTIFIER)
                .map(
                        target -> {
                            boolean few = target.classes && column.distinct() <= FEW_CLASSES;
                            int score = named(column.name()) ? NAMED : 0;
                            score += few ? 2 : 0;
                            score += last && columns > 1 ? 3 : first && few ? 2 : 0;
                            score += column.missing() == 0 ? 1 : -4;
                            return new Target(column, target.classes, score);
                        });
    }

    private static boolean isY(ColumnProfile column) {
        return column.name().equalsIgnoreCase("y");
    }

    private Target less() {
        return new Target(column, classes, score - NAMED);
    }

    private static boolean named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String last = lower.substring(lower.lastIndexOf('_') + 1);
        String first = lower.contains("_") ? lower.substring(0, lower.indexOf('_')) : lower;
        return NAMES.contains(last) || NAMES.contains(first);
    }

    /** Returns the number of records of the rarest class; 0 if unknown. */
    long rarest() {
        return rarest(column);
    }

    private static long rarest(ColumnProfile column) {
        int size = column.frequent().size();
        return column.complete() && size == column.distinct()
                ? column.frequent().get(size - 1).count()
                : 0;
    }
}
