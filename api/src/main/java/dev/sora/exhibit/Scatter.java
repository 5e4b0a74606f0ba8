// SPDX-License-Identifier: Apache-2.0
package dev.sora.exhibit;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Points in a coordinate system, one for each record. A report draws about two thousand evenly
 * spaced ones of them.
 *
 * @param title the title above it
 * @param across the name of the horizontal axis
 * @param up the name of the vertical axis
 * @param comparison whether both axes have the same quantity, such as actual and predicted values:
 *     points on the diagonal are right, and the distances from it are shown too
 * @param x the horizontal coordinates
 * @param y the vertical coordinates, as many as horizontal ones
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

    /** Returns points in a coordinate system. */
    public static Scatter of(String title, String across, String up, double[] x, double[] y) {
        return new Scatter(title, across, up, false, boxed(x), boxed(y));
    }

    /**
     * Returns points with the actual value on the horizontal axis and the predicted value on the
     * vertical one.
     */
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
