// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

import java.util.function.DoubleUnaryOperator;

/**
 * Triangular filters whose centres are equally spaced on a scale of pitch (Davis and Mermelstein,
 * 1980).
 *
 * @param scale the scale
 * @param bands the number of filters
 * @param low where the first filter starts, in hertz
 * @param high where the last filter ends, in hertz
 * @param rate the sampling rate
 * @param transform the length of the Fourier transform
 */
record MelBank(MelScale scale, int bands, double low, double high, int rate, int transform) {

    /** Returns the filters, {@code (bins, bands)}, row after row. */
    float[] filters() {
        return filters(f -> f);
    }

    /**
     * Returns the filters with moved frequencies.
     *
     * @param moved the frequency that replaces another
     */
    float[] filters(DoubleUnaryOperator moved) {
        double[] edges = edges();
        int bins = transform / 2 + 1;
        float[] filters = new float[bins * bands];
        for (int band = 0; band < bands; band++) {
            double left = moved.applyAsDouble(edges[band]);
            double centre = moved.applyAsDouble(edges[band + 1]);
            double right = moved.applyAsDouble(edges[band + 2]);
            double peak = scale.peak(left, right);
            int first = (int) Math.max(0, Math.floor(left * transform / rate));
            int last = (int) Math.min(bins - 1.0, Math.ceil(right * transform / rate));
            for (int bin = first; bin <= last; bin++) {
                double f = (double) bin * rate / transform;
                double height =
                        Math.min((f - left) / (centre - left), (right - f) / (right - centre));
                filters[bin * bands + band] = (float) (Math.max(0, height) * peak);
            }
        }
        return filters;
    }

    /** Returns how many filters cover no bin, so that they are always 0. */
    int empty() {
        float[] filters = filters();
        int empty = 0;
        for (int band = 0; band < bands; band++) {
            boolean any = false;
            for (int i = band; i < filters.length; i += bands) {
                any |= filters[i] > 0;
            }
            empty += any ? 0 : 1;
        }
        return empty;
    }

    private double[] edges() {
        double[] edges = new double[bands + 2];
        double from = scale.mel(low);
        double step = (scale.mel(high) - from) / (bands + 1);
        for (int i = 0; i < edges.length; i++) {
            edges[i] = scale.hertz(from + i * step);
        }
        return edges;
    }

    /**
     * Returns how a vocal tract of another length moves frequencies (Jaitly and Hinton, 2013):
     * times a factor up to 0.6 of the highest frequency, and linearly from there to the highest.
     */
    DoubleUnaryOperator tract(double factor) {
        double top = rate / 2.0;
        double bend = 0.6 * top * Math.min(factor, 1);
        double start = bend / factor;
        return f -> f <= start ? f * factor : top - (top - bend) / (top - start) * (top - f);
    }
}
