// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Multiplies each channel by a weight between 0 and 1 that the means of all channels determine (Hu,
 * Shen and Sun, 2018, "Squeeze-and-excitation networks"): {@code x sigmoid(W f(V mean(x)))}.
 *
 * @param units the size of the layer within; empty for the number of channels, divided by the ratio
 * @param ratio how much smaller the layer within is
 * @param activation the activation function f
 */
record SqueezeExcitation(OptionalLong units, long ratio, Activation activation)
        implements UnaryParticle {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        ImageSignal image = ImageSignal.of(input);
        long inner = inner(image.channels());
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.addAll(layer(inner).parameters("reduce", image.channels()));
        parameters.addAll(layer(image.channels()).parameters("expand", inner));
        return ParticlePlan.of(image.toSignal(), parameters);
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray x = input.values();
        Shape shape = x.getShape();
        NDArray means = Pool.globalAvgPool2d(x);
        NDArray inner = activation.apply(DenseLayer.applyBiased(means, pass.within("reduce")));
        NDArray gates =
                Activation.SIGMOID.apply(DenseLayer.applyBiased(inner, pass.within("expand")));
        return Signal.of(x.mul(gates.reshape(shape.get(0), shape.get(1), 1, 1)));
    }

    private long inner(long channels) {
        if (units.isPresent()) {
            return units.getAsLong();
        }
        return channels < 0 ? TensorSpec.UNKNOWN : Math.max(1, channels / ratio);
    }

    private static DenseLayer layer(long units) {
        return new DenseLayer(units, true, NamedInitialiser.HE);
    }
}
