// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.Dropout;
import dev.sora.layers.NamedInitialiser;
import dev.sora.layers.OnnxLayers;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * A dense layer at the end of a network for images.
 *
 * <p>The input is an image or a vector. An image is flattened in memory order, row by row with
 * channels last, so nothing is copied.
 *
 * @param layer the layer
 * @param activation the activation function
 * @param dropout the probability to drop a value in training
 * @param inner whether it follows another dense layer, so that nothing has to be flattened
 */
record Dense(DenseLayer layer, Activation activation, double dropout, boolean inner)
        implements UnaryParticle, OnnxExport {

    static Dense of(long units, Activation activation, double dropout, boolean inner) {
        DenseLayer layer = new DenseLayer(units, true, NamedInitialiser.HE);
        return new Dense(layer, activation, dropout, inner);
    }

    @Override
    public ParticlePlan plan(SignalSpec input) {
        TensorSpec values = input.values();
        long width = values.rank() == 1 ? values.dimension(0) : ImageSignal.of(input).size();
        return ParticlePlan.of(SignalSpec.floats(layer.units()), layer.parameters(width));
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        NDArray x = input.values();
        if (!inner && x.getShape().dimension() == 4) {
            x = x.transpose(0, 2, 3, 1).flatten(1, 3);
        }
        x = activation.apply(layer.apply(x, pass));
        return Signal.of(Dropout.values(x, dropout, pass));
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue input = inputs.get(0);
        if (!inner && input.spec().rank() == 3) {
            Map<String, long[]> channelsLast = Map.of("perm", new long[] {0, 2, 3, 1});
            input = input.with(graph.node("Transpose", List.of(input.name()), channelsLast));
        }
        String rows = OnnxLayers.rows(input, graph);
        String x = OnnxLayers.dense(layer, rows, graph);
        return new OnnxValue(
                OnnxLayers.activated(activation, x, graph, 1), TensorSpec.floats(layer.units()));
    }
}
