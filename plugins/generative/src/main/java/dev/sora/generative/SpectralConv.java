// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.NDArray;
import dev.sora.layers.Intermediates;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolution with leaky ReLU.
 *
 * @param filters the channels of the result
 * @param kernel rows and columns of the kernel, odd
 * @param stride the stride of the kernel
 * @param normalise whether the weights are divided by their largest singular value
 * @param slope the slope of the activation below 0
 */
record SpectralConv(long filters, long kernel, long stride, boolean normalise, double slope)
        implements UnaryParticle {

    private static final String WEIGHT = "weight";

    @Override
    public ParticlePlan plan(SignalSpec input) {
        TensorSpec picture = Pictures.of(input);
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(
                ParameterSpec.weight(
                        WEIGHT,
                        Initialiser.fanIn(2),
                        filters,
                        kernel,
                        kernel,
                        picture.dimension(0)));
        parameters.add(ParameterSpec.bias("bias", Initialiser.zeros(), filters));
        return ParticlePlan.of(
                SignalSpec.floats(
                        filters, strided(picture.dimension(1)), strided(picture.dimension(2))),
                parameters);
    }

    private long strided(long size) {
        return size < 0 ? TensorSpec.UNKNOWN : (size + stride - 1) / stride;
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray weight = normalise ? SpectralNorm.of(WEIGHT, pass) : pass.parameter(WEIGHT);
        NDArray x =
                Kernels.convolve(input.values(), weight, pass.parameter("bias"), kernel, stride);
        return Signal.of(
                Intermediates.consumed(
                        x, values -> values.getNDArrayInternal().leakyRelu((float) slope)));
    }
}
