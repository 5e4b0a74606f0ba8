// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.generation.EachStep;
import dev.sora.layers.Signals;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A particle without parameters that maps values without changing their shape.
 *
 * @param name the name of the type, for messages
 * @param function computes the values in a pass
 * @param onnx adds the operators of a prediction
 */
record Pointwise(
        String name,
        BiFunction<NDArray, Pass, NDArray> function,
        BiFunction<String, OnnxGraph, String> onnx)
        implements UnaryParticle, EachStep, OnnxExport {

    @Override
    public ParticlePlan plan(SignalSpec input) {
        Signals.floats(input, name);
        return ParticlePlan.of(input);
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        OnnxValue input = inputs.get(0);
        return input.with(onnx.apply(input.name(), graph));
    }

    @Override
    public Signal forward(Signal input, Pass pass) {
        return Signals.withSteps(input, function.apply(input.values(), pass));
    }
}
