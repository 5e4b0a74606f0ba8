// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.wave;

/**
 * Changes the sampling rate of sounds by band-limited interpolation (Smith and Gossett, 1984):
 * {@code y(t) = Σ x(n) h(t - n)}, where h is a sinc function whose cut-off is below half of the
 * lower rate, times a Kaiser window.
 *
 * <p>The ratio of the rates is a fraction, so h is evaluated at a few phases only, which are
 * computed once; a ratio of large numbers takes h between two of them. Samples outside of the sound
 * are 0.
 */
public final class Resampler {

    /** The number of zero crossings of the sinc function on each side. */
    private static final int CROSSINGS = 24;

    /** The cut-off as a share of half the lower rate. */
    private static final double CUT_OFF = 0.945;

    /** The shape of the Kaiser window, for more than 80 dB in the stop band. */
    private static final double BETA = 8.0;

    private static final double PEAK = bessel(BETA);

    /**
     * The number of coefficients that are kept, 1 MB. With more phases than fit, filters between
     * those of two phases are interpolated (Smith and Gossett, 1984), with an error below 1e-7.
     */
    private static final int MOST_KEPT = 1 << 18;

    private final int from;
    private final int to;
    private final int up;
    private final int down;
    private final double scale;
    private final int reach;
    private final float[][] phases;

    /** Creates a resampler between two rates, both at least 1. */
    public Resampler(int from, int to) {
        this.from = from;
        this.to = to;
        int common = gcd(from, to);
        up = to / common;
        down = from / common;
        scale = Math.min(1, (double) to / from) * CUT_OFF;
        reach = (int) Math.ceil(CROSSINGS / scale);
        int count = Math.min(up, Math.max(2, MOST_KEPT / (2 * reach + 1)));
        phases = new float[from == to ? 0 : count + 1][];
        for (int phase = 0; phase < phases.length; phase++) {
            phases[phase] = design((double) phase / count);
        }
    }

    /** Returns the number of samples that come out for a number of samples. */
    public static long length(long samples, int from, int to) {
        return Math.max(1, (samples * to + from - 1) / from);
    }

    /** Resamples a sound; it is returned unchanged if the rates are equal. */
    public float[] apply(float[] samples) {
        if (from == to) {
            return samples;
        }
        float[] out = new float[(int) length(samples.length, from, to)];
        float[] between = new float[2 * reach + 1];
        for (int i = 0; i < out.length; i++) {
            long numerator = (long) i * down;
            int start = (int) (numerator / up);
            float[] filter = filter((int) (numerator % up), between);
            double sum = 0;
            int first = Math.max(0, start - reach);
            int last = Math.min(samples.length - 1, start + reach);
            for (int n = first; n <= last; n++) {
                sum += samples[n] * filter[n - start + reach];
            }
            out[i] = (float) sum;
        }
        return out;
    }

    /** Fills {@code between} unless the filter of a phase is kept. */
    private float[] filter(int phase, float[] between) {
        int count = phases.length - 1;
        if (count == up) {
            return phases[phase];
        }
        double at = (double) phase / up * count;
        int before = Math.min(count - 1, (int) at);
        float share = (float) (at - before);
        float[] one = phases[before];
        float[] two = phases[before + 1];
        for (int k = 0; k < between.length; k++) {
            between[k] = one[k] + share * (two[k] - one[k]);
        }
        return between;
    }

    private float[] design(double offset) {
        double[] taps = new double[2 * reach + 1];
        double sum = 0;
        for (int k = 0; k < taps.length; k++) {
            double x = (offset - (k - reach)) * scale;
            double share = x / CROSSINGS;
            double window =
                    Math.abs(share) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - share * share)) / PEAK;
            taps[k] = scale * sinc(x) * window;
            sum += taps[k];
        }
        float[] filter = new float[taps.length];
        for (int k = 0; k < taps.length; k++) {
            // a constant signal keeps its value, whatever the phase
            filter[k] = (float) (taps[k] / sum);
        }
        return filter;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : StrictMath.sin(Math.PI * x) / (Math.PI * x);
    }

    /** The modified Bessel function of order 0, by its series. */
    private static double bessel(double x) {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > 1e-17 * sum; k++) {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }
        return sum;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
