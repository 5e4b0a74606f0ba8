// SPDX-License-Identifier: Apache-2.0
package org.example.excitation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * A squeeze-and-excitation block (Hu, Shen and Sun, 2018):
 * {@code y_c = x_c · σ(W2 relu(W1 z + b1) + b2)_c}, where {@code z_c} is the mean of channel c.
 *
 * @param reduction the number of channels divided by the length of the squeezed vector
 * @param least the minimum length of the squeezed vector
 */
record SqueezeExcitation(long reduction, long least) implements UnaryParticle {

    private static final int[] WIDTH = {3};
    private static final int[] HEIGHT = {2};

    @Override
    public ParticlePlan plan(SignalSpec input) {
        TensorSpec image = input.values();
        if (image.rank() != 3 || image.type() != DataType.FLOAT32) {
            throw new ShapeException("an image (channels, height, width)", input);
        }
        long channels = image.dimension(0);
        long squeezed = channels < 0 ? TensorSpec.UNKNOWN : Math.max(least, channels / reduction);
        DenseLayer squeeze = new DenseLayer(squeezed, true, NamedInitialiser.HE);
        DenseLayer excite = new DenseLayer(channels, true, (in, out) -> Initialiser.fanIn(1));
        List<ParameterSpec> parameters = new ArrayList<>(squeeze.parameters("squeeze", channels));
        parameters.addAll(excite.parameters("excite", squeezed));
        return ParticlePlan.of(input, parameters);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray image = input.values();
        NDArray seen = image.mean(WIDTH).mean(HEIGHT); // (batch, channels)
        NDArray squeezed =
                Activation.RELU.apply(DenseLayer.applyBiased(seen, pass.within("squeeze")));
        NDArray shares =
                Activation.SIGMOID.apply(DenseLayer.applyBiased(squeezed, pass.within("excite")));
        Shape shape = image.getShape();
        return input.withValues(image.mul(shares.reshape(shape.get(0), shape.get(1), 1, 1)));
    }
}
