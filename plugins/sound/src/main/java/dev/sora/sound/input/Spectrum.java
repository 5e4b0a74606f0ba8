// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.input;

/**
 * Which features a frame has.
 *
 * @param cepstral whether they are cepstral coefficients, otherwise logarithms of the mel bands
 * @param mels the number of mel bands
 * @param coefficients the number of cepstral coefficients
 * @param window the length of the window in seconds
 * @param hop the distance between frames in seconds
 * @param scale the scale of the bands
 * @param low the lowest frequency in hertz
 * @param high the highest frequency in hertz; 0 for half of the sampling rate
 * @param range how far below the loudest value of a record values are distinguished, in decibels; 0
 *     for no limit
 * @param normalise {@code level}, {@code record}, {@code mean} or {@code none}
 */
record Spectrum(
        boolean cepstral,
        int mels,
        int coefficients,
        double window,
        double hop,
        MelScale scale,
        double low,
        double high,
        double range,
        String normalise) {

    /** The power below which bands are not distinguished: about -100 dB. */
    static final double FLOOR = 1e-10;

    /** Returns the range as a difference of natural logarithms of power. */
    double depth() {
        return range * Math.log(10) / 10;
    }

    int features() {
        return cepstral ? coefficients : mels;
    }

    /** Returns the length of the window in samples. */
    int windowSamples(int rate) {
        return Math.max(2, (int) Math.round(window * rate));
    }

    /** Returns the distance between frames in samples. */
    int hopSamples(int rate) {
        return Math.max(1, (int) Math.round(hop * rate));
    }

    /** Returns the length of the Fourier transform: a power of two that holds the window. */
    int transform(int rate) {
        int samples = windowSamples(rate);
        return Math.max(4, Integer.highestOneBit(samples - 1) << 1);
    }

    /** Returns the number of frames of a number of samples: one at 0, then one at every hop. */
    int frames(int samples, int rate) {
        return 1 + samples / hopSamples(rate);
    }

    double highest(int rate) {
        return high > 0 ? high : rate / 2.0;
    }

    MelBank bank(int rate) {
        return new MelBank(scale, mels, low, highest(rate), rate, transform(rate));
    }

    /** Returns a periodic Hann window in the middle of the transform. */
    float[] hann(int rate) {
        int samples = windowSamples(rate);
        int transform = transform(rate);
        float[] hann = new float[transform];
        int start = (transform - samples) / 2;
        for (int i = 0; i < samples; i++) {
            hann[start + i] = (float) (0.5 - 0.5 * StrictMath.cos(2 * Math.PI * i / samples));
        }
        return hann;
    }

    /**
     * Returns the orthonormal discrete cosine transform of type 2, {@code (mels, coefficients)}
     * (Ahmed, Natarajan and Rao, 1974).
     */
    float[] cosines() {
        float[] cosines = new float[mels * coefficients];
        for (int k = 0; k < coefficients; k++) {
            double norm = Math.sqrt((k == 0 ? 1.0 : 2.0) / mels);
            for (int n = 0; n < mels; n++) {
                cosines[n * coefficients + k] =
                        (float) (norm * StrictMath.cos(Math.PI * k * (2 * n + 1) / (2.0 * mels)));
            }
        }
        return cosines;
    }
}
