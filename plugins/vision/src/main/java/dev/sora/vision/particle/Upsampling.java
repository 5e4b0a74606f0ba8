// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;

/**
 * Enlarges an image by integers. Bilinear interpolation is between the centres of pixels, and
 * beyond the outermost centres it repeats them.
 *
 * @param down how many times higher the image becomes
 * @param across how many times wider it becomes
 * @param bilinear whether it interpolates; otherwise it repeats pixels
 */
record Upsampling(long down, long across, boolean bilinear) implements UnaryParticle {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        ImageSignal image = ImageSignal.of(input);
        return ParticlePlan.of(
                new ImageSignal(
                                image.channels(),
                                times(image.height(), down),
                                times(image.width(), across))
                        .toSignal());
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray x = input.values();
        Shape shape = x.getShape();
        long channels = shape.get(1);
        long rows = shape.get(2);
        long columns = shape.get(3);
        // channels are last in memory, before and after
        NDArray pixels = x.transpose(0, 2, 3, 1);
        NDArray large =
                bilinear
                        ? interpolated(pixels, shape, pass)
                        : pixels.reshape(shape.get(0), rows, 1, columns, 1, channels)
                                .broadcast(shape.get(0), rows, down, columns, across, channels);
        return Signal.of(
                large.reshape(shape.get(0), rows * down, columns * across, channels)
                        .transpose(0, 3, 1, 2));
    }

    /** One matrix interpolates between rows, another between columns. */
    private NDArray interpolated(NDArray pixels, Shape shape, Pass pass) {
        long rows = shape.get(2);
        long line = shape.get(3) * shape.get(1);
        NDArray higher = between(rows, down, pass).matMul(pixels.reshape(shape.get(0), rows, line));
        return between(shape.get(3), across, pass)
                .matMul(higher.reshape(shape.get(0) * rows * down, shape.get(3), shape.get(1)));
    }

    private static NDArray between(long size, long factor, Pass pass) {
        return pass.kept(
                "%d times %d".formatted(size, factor),
                manager ->
                        manager.create(
                                weights((int) size, (int) factor), new Shape(size * factor, size)));
    }

    /** Returns for each new pixel the weight of each old one. */
    private static float[] weights(int size, int factor) {
        float[] weights = new float[size * factor * size];
        for (int at = 0; at < size * factor; at++) {
            double place = Math.max(0, Math.min(size - 1, (at + 0.5) / factor - 0.5));
            int low = (int) place;
            int high = Math.min(low + 1, size - 1);
            weights[at * size + low] += (float) (1 - (place - low));
            weights[at * size + high] += (float) (place - low);
        }
        return weights;
    }

    private static long times(long size, long factor) {
        return size < 0 ? TensorSpec.UNKNOWN : size * factor;
    }
}
