// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.particle.Initialiser;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sums inputs with one learned weight each: {@code Y = Σ a_i P_i}, where {@code a = softmax(w)} or
 * {@code a = w}. All weights are equal initially, so the first result is the mean.
 */
final class Weighted implements Combiner, OnnxExport {

    private static final Setting<String> NORMALISE =
            Setting.choice(
                            "normalise",
                            "Whether the weights are kept positive with sum 1 (softmax), or are"
                                    + " free (none).",
                            List.of("softmax", "none"))
                    .orElse("softmax");

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of("weighted", "Adds its parts with learned weights.", NORMALISE);

    private final boolean softmax;

    Weighted(Settings settings) {
        this.softmax = settings.get(NORMALISE).equals("softmax");
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        TensorSpec shape = EqualShapes.of(inputs, "weighted", 1);
        int count = inputs.size();
        Initialiser start = softmax ? Initialiser.zeros() : Initialiser.constant(1.0 / count);
        // a bias has no weight decay: decay would change the shares of the inputs, not their
        // magnitude
        return ParticlePlan.of(SignalSpec.of(shape), ParameterSpec.bias("weight", start, count));
    }

    @Override
    public Signal combine(CombinerInputs parts, Pass pass) {
        NDArray weight = pass.parameter("weight");
        return Signal.of(Mixture.fixed(parts.stacked(), softmax ? weight.softmax(0) : weight));
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        String weight = graph.parameter("weight");
        String shares =
                softmax ? graph.node("Softmax", List.of(weight), Map.of("axis", 0L)) : weight;
        List<String> scaled = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            String share =
                    graph.node("Gather", List.of(shares, graph.integers(i)), Map.of("axis", 0L));
            scaled.add(graph.node("Mul", List.of(inputs.get(i).name(), share), Map.of()));
        }
        return inputs.get(0).with(graph.node("Sum", scaled, Map.of()));
    }
}
