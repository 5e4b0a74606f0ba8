// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.wave;

/**
 * A sound with one channel.
 *
 * @param samples the samples, from -1 to 1 unless the file has larger ones; not copied
 * @param rate the number of samples in a second
 */
public record Sound(float[] samples, int rate) {

    /** The lowest sampling rate that is read. */
    public static final int LEAST_RATE = 1_000;

    /** The highest sampling rate that is read. */
    public static final int MOST_RATE = 384_000;

    /** The greatest number of samples of a sound: half an hour at 8 kHz. */
    public static final int MOST_SAMPLES = 1 << 24;
}
