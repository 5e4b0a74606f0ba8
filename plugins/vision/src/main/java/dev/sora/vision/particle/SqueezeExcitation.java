// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.layers.OnnxLayers;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        implements UnaryParticle, OnnxExport {

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

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue image = inputs.get(0);
        long channels = image.spec().dimension(0);
        OnnxValue means = new GlobalAverage().export(inputs, graph);
        String reduced =
                OnnxLayers.dense(layer(inner(channels)), means.name(), graph.within("reduce"));
        String inner = OnnxLayers.activated(activation, reduced, graph, 1);
        String expanded = OnnxLayers.dense(layer(channels), inner, graph.within("expand"));
        String gates = OnnxLayers.activated(Activation.SIGMOID, expanded, graph, 1);
        String each = graph.node("Unsqueeze", List.of(gates, graph.integers(2, 3)), Map.of());
        return image.with(graph.node("Mul", List.of(image.name(), each), Map.of()));
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
