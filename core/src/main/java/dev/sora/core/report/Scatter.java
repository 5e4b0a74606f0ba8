// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Predicted against actual values.
 *
 * <p>Keeps at most {@value #LIMIT} pairs, evenly taken, so that the page stays small.
 *
 * @param total how many pairs there were
 * @param actual the true values
 * @param predicted what was said instead, in the same order
 */
public record Scatter(long total, List<Double> actual, List<Double> predicted)
        implements OutputPart {

    /** The most points a page draws. */
    public static final int LIMIT = 2_000;

    public Scatter {
        if (actual.size() != predicted.size()) {
            throw new IllegalArgumentException(
                    "%d actual values but %d predicted".formatted(actual.size(), predicted.size()));
        }
        actual = thinned(actual);
        predicted = thinned(predicted);
    }

    /** Pairs {@code actual[i]} with {@code predicted[i]}. */
    public static Scatter of(double[] actual, double[] predicted) {
        return new Scatter(actual.length, boxed(actual), boxed(predicted));
    }

    private static List<Double> boxed(double[] values) {
        List<Double> boxed = new ArrayList<>(values.length);
        for (double value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    private static List<Double> thinned(List<Double> values) {
        if (values.size() <= LIMIT) {
            return List.copyOf(values);
        }
        List<Double> kept = new ArrayList<>(LIMIT);
        for (int index = 0; index < LIMIT; index++) {
            kept.add(values.get((int) ((long) index * values.size() / LIMIT)));
        }
        return List.copyOf(kept);
    }
}
