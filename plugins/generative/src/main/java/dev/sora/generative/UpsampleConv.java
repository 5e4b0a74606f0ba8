// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.layers.Activation;
import dev.sora.layers.BatchNormalisation;
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
 * Repeats each pixel, then convolves (Odena, Dumoulin and Olah, 2016).
 *
 * @param filters the channels of the result
 * @param kernel rows and columns of the kernel, odd
 * @param factor how many times each row and column is repeated
 * @param normalise whether each channel is normalised over the batch
 * @param activation the activation function
 */
record UpsampleConv(
        long filters, long kernel, long factor, boolean normalise, Activation activation)
        implements UnaryParticle {

    /** DJL's number of the nearest neighbour. */
    private static final int NEAREST = 0;

    @Override
    public ParticlePlan plan(SignalSpec input) {
        TensorSpec picture = Pictures.of(input);
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(
                ParameterSpec.weight(
                        "weight",
                        Initialiser.fanIn(2),
                        filters,
                        kernel,
                        kernel,
                        picture.dimension(0)));
        if (normalise) {
            parameters.addAll(BatchNormalisation.parameters(filters));
        } else {
            parameters.add(ParameterSpec.bias("bias", Initialiser.zeros(), filters));
        }
        long height = Pictures.times(picture.dimension(1), factor);
        long width = Pictures.times(picture.dimension(2), factor);
        return ParticlePlan.of(SignalSpec.floats(filters, height, width), parameters)
                .withLeastRecords(normalise ? BatchNormalisation.leastRecords(height, width) : 1);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray x = enlarged(input.values());
        NDArray weight = pass.parameter("weight");
        NDArray result =
                normalise
                        ? BatchNormalisation.DEFAULT.after(
                                (w, b) -> Kernels.convolve(x, w, b, kernel, 1),
                                x,
                                weight,
                                null,
                                pass)
                        : Kernels.convolve(x, weight, pass.parameter("bias"), kernel, 1);
        if (x != input.values()) {
            x.close();
        }
        return Signal.of(Intermediates.consumed(result, activation::applyToImages));
    }

    /** Repeats each pixel. */
    private NDArray enlarged(NDArray pictures) {
        if (factor == 1) {
            return pictures;
        }
        Shape shape = pictures.getShape();
        long[] rowsAndColumns = {shape.get(2) * factor, shape.get(3) * factor};
        return Intermediates.consumed(
                Kernels.channelsLast(pictures),
                x -> x.getNDArrayInternal().interpolation(rowsAndColumns, NEAREST, false));
    }
}
