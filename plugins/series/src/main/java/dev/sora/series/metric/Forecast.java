// SPDX-License-Identifier: Apache-2.0
package dev.sora.series.metric;

/**
 * A forecast of one window with what happened, in the units of the series.
 *
 * @param series the name of the series; empty if there is only one
 * @param predicted the value of each step
 * @param quantiles for each level the quantile of each step; empty without quantiles
 * @param actual what happened at each step; NaN where that is not known
 * @param history the steps before
 * @param scale the mean absolute error of the seasonal naive forecast within the training part of
 *     the series; 0 if that part repeats itself, NaN if the series was not in the training
 */
public record Forecast(
        String series,
        double[] predicted,
        double[][] quantiles,
        double[] actual,
        double[] history,
        double scale) {

    /** Checks the sizes. */
    public Forecast {
        if (predicted.length != actual.length) {
            throw new IllegalArgumentException(
                    "%d steps predicted of %d".formatted(predicted.length, actual.length));
        }
    }

    /** Returns the forecast with other predicted values and without quantiles. */
    Forecast with(double[] values) {
        return new Forecast(series, values, new double[0][], actual, history, scale);
    }

    /** Returns whether it is known what happened at a step. */
    boolean isKnown(int step) {
        return !Double.isNaN(actual[step]);
    }

    /**
     * Returns the seasonal naive forecast: at each step the value one season before, or as many
     * seasons as lead into the history. With a season of 1 it is the last value.
     *
     * @return NaN if the history is shorter than the season
     */
    double[] naive(int season) {
        double[] values = new double[predicted.length];
        for (int step = 0; step < values.length; step++) {
            int at = history.length - season + step % season;
            values[step] = at >= 0 ? history[at] : Double.NaN;
        }
        return values;
    }
}
