// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How many values of a column training did not know: categories, words, users.
 *
 * <p>An input turns such values into an index that they all share, or leaves them out, so that the
 * model cannot tell them apart. Core adds up the counts of all records and warns where the share is
 * large.
 *
 * @param column the column, or several with a comma between them
 * @param what what its values are, in the plural: {@code categories}, {@code words}
 * @param values how many values were counted; missing ones are not
 * @param unknown how many of them training did not know
 * @param examples some unknown values, each once; at most {@link #MOST_EXAMPLES} are kept
 * @since 1.2
 */
public record UnknownValues(
        String column, String what, long values, long unknown, List<String> examples) {

    /** The number of examples that are kept. */
    public static final int MOST_EXAMPLES = 3;

    /** Checks the counts and cuts the examples. */
    public UnknownValues {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(what, "what");
        if (unknown < 0 || values < unknown) {
            throw new IllegalArgumentException(
                    "%d unknown of %d values".formatted(unknown, values));
        }
        examples = examples.stream().distinct().limit(MOST_EXAMPLES).toList();
    }

    /** Returns counts; the parts are those of the record. */
    public static UnknownValues of(
            String column, String what, long values, long unknown, List<String> examples) {
        return new UnknownValues(column, what, values, unknown, examples);
    }

    /** Returns the share of unknown values, 0 where there are no values. */
    public double share() {
        return values == 0 ? 0 : (double) unknown / values;
    }

    /** Returns the counts of both, with the column and the word of this one. */
    public UnknownValues plus(UnknownValues other) {
        List<String> both = new ArrayList<>(examples);
        both.addAll(other.examples);
        return new UnknownValues(
                column, what, values + other.values, unknown + other.unknown, both);
    }
}
