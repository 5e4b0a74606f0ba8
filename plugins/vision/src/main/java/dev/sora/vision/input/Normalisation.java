// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.input;

import ai.djl.ndarray.NDArray;

/**
 * What is subtracted from the samples of each channel (0 to 255), and by what they are then
 * divided.
 */
record Normalisation(float[] mean, float[] deviation) {

    /** Returns the normalisation that leaves samples between 0 and 1. */
    static Normalisation unit(int channels) {
        return constant(channels, 255);
    }

    /** Returns the normalisation that changes nothing. */
    static Normalisation none(int channels) {
        return constant(channels, 1);
    }

    private static Normalisation constant(int channels, float divisor) {
        float[] deviation = new float[channels];
        java.util.Arrays.fill(deviation, divisor);
        return new Normalisation(new float[channels], deviation);
    }

    /** Changes a batch of images in place, channels last. */
    void apply(NDArray images) {
        if (mean.length == 1) {
            if (mean[0] != 0) {
                images.subi(mean[0]);
            }
            if (deviation[0] != 1) {
                images.muli(1f / deviation[0]);
            }
            return;
        }
        images.subi(images.getManager().create(mean));
        images.divi(images.getManager().create(deviation));
    }
}
