// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Points over a plane, one a record. A report draws some two thousand, evenly taken.
 *
 * @param title what stands above it
 * @param across the name of the axis from left to right
 * @param up the name of the axis from bottom to top
 * @param comparison whether both axes measure the same, as predicted and actual values do: the
 *     closer to the diagonal the better, and the distances from it are shown too
 * @param x from left to right
 * @param y as many
 * @since 1.0
 */
public record Scatter(
        String title, String across, String up, boolean comparison, List<Double> x, List<Double> y)
        implements Exhibit {

    /** Checks that the sizes agree. */
    public Scatter {
        x = List.copyOf(x);
        y = List.copyOf(y);
        if (x.size() != y.size()) {
            throw new IllegalArgumentException(
                    "%d values across but %d up".formatted(x.size(), y.size()));
        }
    }

    /** Returns points over a plane. */
    public static Scatter of(String title, String across, String up, double[] x, double[] y) {
        return new Scatter(title, across, up, false, boxed(x), boxed(y));
    }

    /** Returns predicted over actual values. */
    public static Scatter ofPredictions(double[] actual, double[] predicted) {
        return new Scatter(
                "Predicted and actual values",
                "actual",
                "predicted",
                true,
                boxed(actual),
                boxed(predicted));
    }

    private static List<Double> boxed(double[] values) {
        return DoubleStream.of(values).boxed().toList();
    }
}
