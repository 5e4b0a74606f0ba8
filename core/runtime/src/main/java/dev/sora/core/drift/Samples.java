// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.drift;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Distributions of values in memory. */
final class Samples {

    /** Values are watched one by one if the most frequent ones are at least this share of all. */
    static final double MOSTLY = 0.5;

    private Samples() {}

    /** Returns the distribution of numbers; none if there are none. */
    static Optional<Distribution> numbers(Collection<? extends @Nullable Number> values) {
        double[] sorted =
                values.stream()
                        .filter(Objects::nonNull)
                        .mapToDouble(Number::doubleValue)
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
        if (sorted.length == 0) {
            return Optional.empty();
        }
        double missing = 1 - (double) sorted.length / values.size();
        return Optional.of(NumberBins.of(sorted, sorted[0], sorted[sorted.length - 1], missing));
    }

    /** Returns the distribution of values with a name; none if too many of them are rare. */
    static Optional<Distribution> names(Collection<? extends @Nullable Object> values) {
        Map<String, Long> counts = new HashMap<>();
        long missing = 0;
        for (Object value : values) {
            if (value == null) {
                missing++;
            } else if (!(value instanceof String text) || text.length() <= ValueShares.LONGEST) {
                counts.merge(ValueShares.name(value), 1L, Long::sum);
            }
        }
        return names(counts, values.size(), missing);
    }

    /**
     * Returns the distribution of values.
     *
     * @param counts how often values occur, by name; those with an empty name are missing
     * @param records the number of all records
     * @param without the number of those without a value
     */
    static Optional<Distribution> names(Map<String, Long> counts, long records, long without) {
        long missing = without + counts.getOrDefault("", 0L);
        List<Map.Entry<String, Long>> most = new ArrayList<>(counts.entrySet());
        // normalisation may lengthen a name
        most.removeIf(
                each -> each.getKey().isEmpty() || each.getKey().length() > ValueShares.LONGEST);
        most.sort(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()));
        most = most.subList(0, Math.min(ValueShares.MOST, most.size()));
        long covered = most.stream().mapToLong(Map.Entry::getValue).sum();
        if (covered == 0 || covered < MOSTLY * (records - missing)) {
            return Optional.empty();
        }
        double[] shares = new double[most.size() + 2];
        for (int i = 0; i < most.size(); i++) {
            shares[i] = (double) most.get(i).getValue() / records;
        }
        shares[most.size()] = (double) Math.max(0, records - missing - covered) / records;
        shares[most.size() + 1] = (double) missing / records;
        return Optional.of(new ValueShares(most.stream().map(Map.Entry::getKey).toList(), shares));
    }
}
