// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import dev.sora.data.ImageValue;
import dev.sora.tensor.Signal;
import java.util.Optional;

/** The picture that the network sees of a record, to which attributions are aligned. */
final class SeenPicture {

    private SeenPicture() {}

    /**
     * Returns the picture of a signal of one record, from its least to its greatest value; empty if
     * it has not one or three channels with rows and columns.
     */
    static Optional<ImageValue> of(Signal signal) {
        long[] shape = signal.values().getShape().getShape();
        boolean picture =
                shape.length == 4
                        && (shape[1] == 1 || shape[1] == 3)
                        && shape[2] > 1
                        && shape[3] > 1;
        if (!picture) {
            return Optional.empty();
        }
        int channels = (int) shape[1];
        int height = (int) shape[2];
        int width = (int) shape[3];
        float[] values = signal.values().toFloatArray();
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        float range = most > least ? most - least : 1;
        byte[] samples = new byte[values.length];
        for (int channel = 0; channel < channels; channel++) {
            for (int place = 0; place < height * width; place++) {
                float value = values[channel * height * width + place];
                samples[place * channels + channel] =
                        (byte) Math.round(255 * (value - least) / range);
            }
        }
        return Optional.of(new ImageValue(width, height, channels, samples));
    }
}
