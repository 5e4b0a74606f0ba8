// SPDX-License-Identifier: Apache-2.0
package dev.sora.samples;

import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/** Makes tones with three harmonics and noise. */
final class Tone {

    /** Samples a second. */
    static final int RATE = 8_000;

    private Tone() {}

    /**
     * Returns a tone.
     *
     * @param seconds its length
     * @param pitch the frequency in hertz at a share of the length, from 0 to 1
     * @param noise the deviation of the noise
     */
    static float[] of(
            double seconds, DoubleUnaryOperator pitch, double noise, RandomGenerator random) {
        float[] samples = new float[(int) (seconds * RATE)];
        double loudness = 0.2 + 0.3 * random.nextDouble();
        double phase = 0;
        for (int i = 0; i < samples.length; i++) {
            double share = (double) i / samples.length;
            phase += 2 * Math.PI * pitch.applyAsDouble(share) / RATE;
            double tone =
                    StrictMath.sin(phase)
                            + 0.4 * StrictMath.sin(2 * phase)
                            + 0.2 * StrictMath.sin(3 * phase);
            // soft ends: a sudden start would sound at all frequencies
            double envelope = Math.min(1, 20 * Math.min(share, 1 - share));
            samples[i] = (float) (loudness * envelope * tone / 1.6 + noise * random.nextGaussian());
        }
        return samples;
    }
}
