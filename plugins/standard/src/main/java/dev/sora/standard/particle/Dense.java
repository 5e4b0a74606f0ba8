// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.generation.EachStep;
import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.OnnxLayers;
import dev.sora.layers.Signals;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.VectorisedParticle;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/**
 * A dense particle {@code f(W x + b)}. A generation of them is computed in one product. The steps
 * of sequences are mapped one by one.
 */
record Dense(DenseLayer layer, Activation activation)
        implements VectorisedParticle, EachStep, OnnxExport {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        if (input.isSequence()) {
            TensorSpec values = Signals.floats(input, "dense");
            if (values.rank() != 2) {
                throw new ShapeException("steps that are vectors (steps, features)", input);
            }
            TensorSpec steps = TensorSpec.floats(values.dimension(0), layer.units());
            return ParticlePlan.of(
                    SignalSpec.sequence(steps), layer.parameters(values.dimension(1)));
        }
        long in = Signals.width(input, "dense");
        TensorSpec mapped = TensorSpec.floats(layer.units());
        return ParticlePlan.of(
                input.has(Signal.ROWS) ? input.withValues(mapped) : SignalSpec.of(mapped),
                layer.parameters(in));
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        if (!input.isSequence()) {
            return mapped(input, activation.apply(layer.apply(Signals.rows(input), pass)));
        }
        return Signals.withSteps(input, activation.apply(layer.apply(input.values(), pass)));
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        String rows = OnnxLayers.rows(inputs.get(0), graph);
        String values = OnnxLayers.dense(layer, rows, graph);
        return new OnnxValue(
                OnnxLayers.activated(activation, values, graph, -1),
                TensorSpec.floats(layer.units()));
    }

    /** Rows that are not records, such as nodes of a graph, keep what belongs to them. */
    private static Signal mapped(Signal input, NDArray values) {
        return input.has(Signal.ROWS) ? input.withValues(values) : Signal.of(values);
    }

    @Override
    public Signal forwardAll(Signal input, Pass pass, int count) {
        if (!input.isSequence()) {
            return mapped(
                    input, activation.apply(layer.applyAll(Signals.rows(input), pass, count)));
        }
        Shape shape = input.values().getShape();
        NDArray each = layer.applyAll(input.values().flatten(0, 1), pass, count);
        NDArray values =
                activation.apply(
                        each.reshape(new Shape(shape.get(0), shape.get(1), count, layer.units())));
        return Signal.sequence(
                input.withValues(values).masked().values().swapAxes(1, 2), input.lengths());
    }
}
