// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Reduces inputs of equal shape to one of that shape, element by element.
 *
 * @param name the name of the type, for messages
 * @param ofStack reduces dimension 1 of {@code (batch, count, …)}
 * @param ofPair the same for two inputs, without stacking them
 */
record Reduction(String name, UnaryOperator<NDArray> ofStack, BinaryOperator<NDArray> ofPair)
        implements Combiner, OnnxExport {

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        return ParticlePlan.of(SignalSpec.of(EqualShapes.of(inputs, name, 1)));
    }

    @Override
    public Signal combine(CombinerInputs parts, Pass pass) {
        if (parts.count() == 2 && !parts.isStacked()) {
            List<Signal> pair = parts.each();
            return Signal.of(ofPair.apply(pair.get(0).values(), pair.get(1).values()));
        }
        return Signal.of(ofStack.apply(parts.stacked()));
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        List<String> names = inputs.stream().map(OnnxValue::name).toList();
        String result =
                switch (name) {
                    case "sum" -> graph.node("Sum", names, Map.of());
                    case "mean" -> graph.node("Mean", names, Map.of());
                    case "max" -> graph.node("Max", names, Map.of());
                    default -> product(names, graph);
                };
        return inputs.get(0).with(result);
    }

    private static String product(List<String> names, OnnxGraph graph) {
        String result = names.get(0);
        for (String next : names.subList(1, names.size())) {
            result = graph.node("Mul", List.of(result, next), Map.of());
        }
        return result;
    }
}
