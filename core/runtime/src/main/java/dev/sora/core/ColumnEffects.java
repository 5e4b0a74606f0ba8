// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an output makes of the columns that its inputs read, over a data set.
 *
 * @param permuted the number of records whose values were permuted; 0 if none were
 * @param repeats how often the values of each column were permuted
 * @param importance by how much the metric is worse if a column's values are permuted, by column,
 *     the greatest first (L. Breiman, 2001)
 * @param varied the number of records over which the partial dependence is the mean
 * @param dependence the partial dependence of the score on the values of a column, by column (J. H.
 *     Friedman, 2001)
 */
public record ColumnEffects(
        int permuted,
        int repeats,
        Map<String, Loss> importance,
        int varied,
        Map<String, Dependence> dependence) {

    /** No column was permuted or varied. */
    public static final ColumnEffects NONE = new ColumnEffects(0, 0, Map.of(), 0, Map.of());

    /** Copies the maps and keeps their order. */
    public ColumnEffects {
        importance = Collections.unmodifiableMap(new LinkedHashMap<>(importance));
        dependence = Collections.unmodifiableMap(new LinkedHashMap<>(dependence));
    }

    /**
     * By how much a metric is worse.
     *
     * @param mean over the repeats; negative if the metric is better
     * @param deviation the standard deviation between repeats, with n - 1
     */
    public record Loss(double mean, double deviation) {

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("lost", mean);
            tree.put("deviation", deviation);
            return tree;
        }
    }

    /**
     * The mean score of an answer if all records have the same value in a column.
     *
     * @param numeric whether the values are quantiles of numbers; if not, they are the most
     *     frequent values
     * @param values numbers in ascending order, or text and Booleans, the most frequent first
     * @param curves one for each answer; a single one if scores do not depend on the answer, as
     *     those of a number
     */
    public record Dependence(boolean numeric, List<Object> values, List<Curve> curves) {

        /** Copies the lists. */
        public Dependence {
            values = List.copyOf(values);
            curves = List.copyOf(curves);
        }

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("values", values);
            tree.put("curves", curves.stream().map(Curve::tree).toList());
            return tree;
        }
    }

    /**
     * The mean scores of one answer.
     *
     * @param answer the answer, such as a class; empty if scores do not depend on it
     * @param scores one for each value, in the unit of the score
     */
    public record Curve(Optional<String> answer, List<Double> scores) {

        /** Copies the list. */
        public Curve {
            scores = List.copyOf(scores);
        }

        private Map<String, Object> tree() {
            Map<String, Object> tree = new LinkedHashMap<>();
            answer.ifPresent(named -> tree.put("answer", named));
            tree.put("scores", scores);
            return tree;
        }
    }

    /** Returns the part {@code columns} of the document of a data set. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (!importance.isEmpty()) {
            Map<String, Object> each = new LinkedHashMap<>();
            importance.forEach((column, loss) -> each.put(column, loss.tree()));
            tree.put("permuted", permuted);
            tree.put("repeats", repeats);
            tree.put("importance", each);
        }
        if (!dependence.isEmpty()) {
            Map<String, Object> each = new LinkedHashMap<>();
            dependence.forEach((column, found) -> each.put(column, found.tree()));
            tree.put("varied", varied);
            tree.put("dependence", each);
        }
        return tree;
    }
}
