// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.counterfactual;

import dev.sora.data.ColumnType;
import dev.sora.data.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values that a column has in a data set: numbers in ascending order, or categories and
 * Booleans, the most frequent first.
 *
 * @param numeric whether they are numbers
 * @param values different values, as records hold them
 * @param scale the distance of the quantiles 0.05 and 0.95 of numbers, or of their ends
 */
record ColumnValues(boolean numeric, List<Object> values, double scale) {

    private static final int MOST_CATEGORIES = 50;
    private static final int TRIED = 24;

    /**
     * Collects values.
     *
     * @param found the values of all records that have one
     * @param accepts the types that inputs accept in the column: one that also accepts several
     *     texts, or identifiers, reads numbers as names
     * @return empty if there are no two values, or they are neither numbers nor categories, such as
     *     pictures, vectors, and texts that hardly repeat
     */
    static Optional<ColumnValues> of(List<Object> found, Set<ColumnType> accepts) {
        boolean names =
                accepts.contains(ColumnType.TEXTS) || accepts.contains(ColumnType.IDENTIFIERS);
        ColumnValues values = null;
        if (!names && found.stream().noneMatch(value -> Double.isNaN(number(value)))) {
            values = numbers(found);
        } else if (found.stream().allMatch(ColumnValues::isSingle)) {
            values = categories(found);
        }
        return Optional.ofNullable(values).filter(some -> some.values().size() > 1);
    }

    private static boolean isSingle(Object value) {
        return value instanceof String || value instanceof Boolean || value instanceof Number;
    }

    private static ColumnValues numbers(List<Object> found) {
        TreeMap<Double, Object> distinct = new TreeMap<>();
        found.forEach(value -> distinct.putIfAbsent(number(value), value));
        double[] sorted = found.stream().mapToDouble(ColumnValues::number).sorted().toArray();
        if (sorted.length == 0) {
            return new ColumnValues(true, List.of(), 1);
        }
        double middle = sorted[(sorted.length - 1) * 19 / 20] - sorted[(sorted.length - 1) / 20];
        double whole = sorted[sorted.length - 1] - sorted[0];
        return new ColumnValues(true, List.copyOf(distinct.values()), middle > 0 ? middle : whole);
    }

    private static @Nullable ColumnValues categories(List<Object> found) {
        Map<Object, Integer> counts = new LinkedHashMap<>();
        found.forEach(value -> counts.merge(value, 1, Integer::sum));
        // words that hardly repeat are a text
        if (counts.size() > MOST_CATEGORIES && 2 * counts.size() > found.size()) {
            return null;
        }
        return new ColumnValues(
                false,
                counts.entrySet().stream()
                        .sorted(Map.Entry.<Object, Integer>comparingByValue().reversed())
                        .limit(MOST_CATEGORIES)
                        .<Object>map(Map.Entry::getKey)
                        .toList(),
                1);
    }

    /** Returns the number that a value is; NaN if it is none. */
    private static double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof String text ? Numbers.parse(text) : Double.NaN;
    }

    /** Returns a value for readers: a number that records hold as text is a number here. */
    @Nullable Object shown(@Nullable Object value) {
        if (!numeric || !(value instanceof String text) || Double.isNaN(number(text))) {
            return value;
        }
        double number = number(text);
        boolean integer = text.strip().matches("[-+]?[0-9]{1,18}");
        return integer ? (Object) Long.valueOf(text.strip()) : (Object) number;
    }

    /** Returns the values to try first: numbers evenly among those of the data, with both ends. */
    List<Object> tried() {
        if (!numeric || values.size() <= TRIED) {
            return values;
        }
        List<Object> tried = new ArrayList<>();
        for (int i = 0; i < TRIED; i++) {
            tried.add(values.get((int) ((long) i * (values.size() - 1) / (TRIED - 1))));
        }
        return tried;
    }

    /**
     * Returns the numbers from next to one value up to another one, in this order; of categories
     * the other one only.
     */
    List<Object> between(@Nullable Object from, Object to) {
        if (!numeric || from == null || Double.isNaN(number(from))) {
            return List.of(to);
        }
        double start = number(from);
        double end = number(to);
        List<Object> between = new ArrayList<>();
        for (Object value : values) {
            double at = number(value);
            if (Math.min(start, end) <= at && at <= Math.max(start, end) && at != start) {
                between.add(end < start ? 0 : between.size(), value);
            }
        }
        return between;
    }

    /** Returns whether two values are the same number, or the same category. */
    boolean same(@Nullable Object one, Object other) {
        return numeric && one != null ? number(one) == number(other) : other.equals(one);
    }

    /** Returns how far apart two values are. */
    double distance(@Nullable Object from, Object to) {
        double apart = numeric && from != null ? Math.abs(number(to) - number(from)) / scale : 1;
        return Double.isFinite(apart) ? apart : 1;
    }
}
