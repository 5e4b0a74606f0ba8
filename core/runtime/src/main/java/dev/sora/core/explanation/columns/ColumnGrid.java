// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.columns;

import dev.sora.data.ColumnType;
import dev.sora.data.Numbers;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The values that a column is set to in turn. They are values of the data, so each is one that the
 * input can read.
 *
 * @param numeric whether they are numbers in ascending order; if not, the most frequent come first
 * @param values two at least, as records hold them
 * @param shown the same for readers: numbers that records hold as text are numbers here
 */
record ColumnGrid(boolean numeric, List<Object> values, List<Object> shown) {

    private static final int MOST = 10;

    /**
     * Chooses values.
     *
     * @param found the values of all records that have one
     * @param accepts the types that inputs accept: an input that also accepts several texts, or
     *     identifiers, reads numbers as names
     * @return empty if there are no two values, or they are neither numbers nor categories, such as
     *     pictures, vectors, and texts that hardly repeat
     */
    static Optional<ColumnGrid> of(List<Object> found, Set<ColumnType> accepts) {
        boolean names =
                accepts.contains(ColumnType.TEXTS) || accepts.contains(ColumnType.IDENTIFIERS);
        if (!names && found.stream().noneMatch(value -> Double.isNaN(number(value)))) {
            return quantiles(found);
        }
        boolean single =
                found.stream()
                        .allMatch(
                                value ->
                                        value instanceof String
                                                || value instanceof Boolean
                                                || value instanceof Number);
        return single ? frequent(found) : Optional.empty();
    }

    private static double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof String text ? Numbers.parse(text) : Double.NaN;
    }

    /** Returns all values if they are few, or the quantiles 0.05, 0.15 … 0.95 by nearest rank. */
    private static Optional<ColumnGrid> quantiles(List<Object> found) {
        List<Object> sorted =
                found.stream().sorted(Comparator.comparingDouble(ColumnGrid::number)).toList();
        TreeMap<Double, Object> distinct = new TreeMap<>();
        sorted.forEach(value -> distinct.putIfAbsent(number(value), value));
        if (distinct.size() > MOST) {
            distinct.clear();
            for (int i = 0; i < MOST; i++) {
                // the quantile (2 i + 1) / 20, in integers
                int rank = (sorted.size() * (2 * i + 1) + 2 * MOST - 1) / (2 * MOST);
                Object value = sorted.get(rank - 1);
                distinct.putIfAbsent(number(value), value);
            }
        }
        List<Object> shown =
                distinct.values().stream()
                        .<Object>map(value -> value instanceof Long ? value : number(value))
                        .toList();
        return distinct.size() < 2
                ? Optional.empty()
                : Optional.of(new ColumnGrid(true, List.copyOf(distinct.values()), shown));
    }

    private static Optional<ColumnGrid> frequent(List<Object> found) {
        Map<Object, Integer> counts = new LinkedHashMap<>();
        found.forEach(value -> counts.merge(value, 1, Integer::sum));
        if (counts.size() < 2 || (counts.size() > MOST && 2 * counts.size() > found.size())) {
            return Optional.empty();
        }
        List<Object> values =
                counts.entrySet().stream()
                        .sorted(Map.Entry.<Object, Integer>comparingByValue().reversed())
                        .limit(MOST)
                        .<Object>map(Map.Entry::getKey)
                        .toList();
        return Optional.of(new ColumnGrid(false, values, values));
    }
}
