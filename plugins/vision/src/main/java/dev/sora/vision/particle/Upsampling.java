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

    // DJL's numbers of interpolations
    private static final int NEAREST = 0;
    private static final int BILINEAR = 1;

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
        long[] rowsAndColumns = {shape.get(2) * down, shape.get(3) * across};
        int mode = bilinear ? BILINEAR : NEAREST;
        return Signal.of(x.getNDArrayInternal().interpolation(rowsAndColumns, mode, false));
    }

    private static long times(long size, long factor) {
        return size < 0 ? TensorSpec.UNKNOWN : size * factor;
    }
}
