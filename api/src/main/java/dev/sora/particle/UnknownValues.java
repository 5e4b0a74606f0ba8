// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The number of values of a column that did not occur in training: categories, words, users.
 *
 * <p>An input maps such values to one shared index, or omits them, so that the model cannot
 * distinguish them. Core adds the counts of all records and warns if the share is large.
 *
 * @param column the column, or several with a comma between them
 * @param what the kind of values, in the plural: {@code categories}, {@code words}
 * @param values the number of values, without missing ones
 * @param unknown the number of those that did not occur in training
 * @param examples some distinct unknown values; at most {@link #MOST_EXAMPLES} are kept
 * @since 1.2
 */
public record UnknownValues(
        String column, String what, long values, long unknown, List<String> examples) {

    /** The greatest number of examples that are kept. */
    public static final int MOST_EXAMPLES = 3;

    /** Checks the counts and truncates the examples. */
    public UnknownValues {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(what, "what");
        if (unknown < 0 || values < unknown) {
            throw new IllegalArgumentException(
                    "%d unknown of %d values".formatted(unknown, values));
        }
        examples = examples.stream().distinct().limit(MOST_EXAMPLES).toList();
    }

    /** Returns counts; the parameters are the components of the record. */
    public static UnknownValues of(
            String column, String what, long values, long unknown, List<String> examples) {
        return new UnknownValues(column, what, values, unknown, examples);
    }

    /** Returns the share of unknown values; 0 if there are no values. */
    public double share() {
        return values == 0 ? 0 : (double) unknown / values;
    }

    /** Returns the sum of both counts, with the column and the kind of values of this one. */
    public UnknownValues plus(UnknownValues other) {
        List<String> both = new ArrayList<>(examples);
        both.addAll(other.examples);
        return new UnknownValues(
                column, what, values + other.values, unknown + other.unknown, both);
    }
}
