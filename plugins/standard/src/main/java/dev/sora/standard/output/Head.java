// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.output;

import ai.djl.ndarray.NDArray;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.layers.OnnxLayers;
import dev.sora.layers.Signals;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/**
 * The last layer of an output: a dense layer, or none.
 *
 * @param connected whether there is a layer
 * @param width the number of outputs, or -1 if it is not known yet
 * @param names the meaning of each output, such as a class; empty if it is not known yet
 */
record Head(boolean connected, long width, List<String> names) {

    Head(boolean connected, long width) {
        this(connected, width, List.of());
    }

    ParticlePlan plan(SignalSpec input, String what) {
        long in = Signals.width(input, "the output");
        if (connected) {
            return ParticlePlan.of(
                    SignalSpec.floats(width),
                    layer().parameters(in).stream().map(p -> p.withRows(names)).toList());
        }
        if (in >= 0 && width >= 0 && in != width) {
            String values = width == 1 ? "one value" : width + " values";
            throw new ShapeException(
                    "%s%s, as the output has no head"
                            .formatted(values, width == 1 ? "" : ", one a " + what),
                    input,
                    "remove 'head: false', or give the particle before it %d units"
                            .formatted(width));
        }
        return ParticlePlan.of(SignalSpec.floats(Math.max(in, width)), List.of());
    }

    /** Returns the outputs, {@code (batch, width)}. */
    NDArray apply(Signal input, Pass pass) {
        NDArray rows = Signals.rows(input);
        return connected ? layer().apply(rows, pass) : rows;
    }

    /** Adds the operators of the layer. */
    OnnxValue export(OnnxValue input, OnnxGraph graph) {
        String rows = OnnxLayers.rows(input, graph);
        return new OnnxValue(
                connected ? OnnxLayers.dense(layer(), rows, graph) : rows,
                TensorSpec.floats(width));
    }

    private DenseLayer layer() {
        return new DenseLayer(width, true, NamedInitialiser.GLOROT);
    }
}
