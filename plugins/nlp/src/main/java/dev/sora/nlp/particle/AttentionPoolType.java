// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.nlp.layer.Steps;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The type {@code attention-pool}. */
final class AttentionPoolType implements ParticleType {

    private static final Setting<Long> UNITS =
            Setting.integer(
                            "units",
                            "Size of the vectors that are compared; that of the steps by default.")
                    .atLeast(1);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "attention-pool",
                "Makes one vector of the steps of a sequence, each with a weight for its importance"
                        + " (Yang et al., 2016).",
                UNITS);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new AttentionPool(settings.find(UNITS));
    }

    /**
     * Computes {@code Σ a_t x_t} with {@code a = softmax(tanh(W x_t + b) · c)} over the valid
     * steps.
     *
     * @param units the size of c; empty for the size of a step
     */
    private record AttentionPool(Optional<Long> units) implements UnaryParticle, OnnxExport {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            long in = Steps.vectors(input, "attention-pool").dimension(1);
            long size = units.orElse(in);
            List<ParameterSpec> parameters =
                    new ArrayList<>(
                            new DenseLayer(size, true, NamedInitialiser.GLOROT).parameters(in));
            parameters.add(
                    ParameterSpec.weight(
                            "context", NamedInitialiser.GLOROT.weight(size, 1), 1, size));
            return ParticlePlan.of(SignalSpec.floats(in), parameters);
        }

        @Override
        public boolean exportsSequences() {
            return true;
        }

        @Override
        public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
            OnnxValue input = inputs.get(0);
            String seen = product(input.name(), graph.parameter("weight"), graph);
            String shifted = graph.node("Add", List.of(seen, graph.parameter("bias")), Map.of());
            String bounded = graph.node("Tanh", List.of(shifted), Map.of());
            String scores = product(bounded, graph.parameter("context"), graph);
            String open = new StepOperators(graph, input.lengths()).open(scores);
            String shares = graph.node("Softmax", List.of(open), Map.of("axis", 1L));
            String weighted = graph.node("Mul", List.of(shares, input.name()), Map.of());
            String sum =
                    graph.node(
                            "ReduceSum",
                            List.of(weighted, graph.integers(1)),
                            Map.of("keepdims", 0L));
            return new OnnxValue(sum, TensorSpec.floats(input.spec().dimension(1)));
        }

        private static String product(String values, String weight, OnnxGraph graph) {
            Map<String, ?> swapped = Map.of("perm", new long[] {1, 0});
            String columns = graph.node("Transpose", List.of(weight), swapped);
            return graph.node("MatMul", List.of(values, columns), Map.of());
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            NDArray values = input.values();
            NDArray seen = DenseLayer.applyBiased(values, pass).tanh();
            NDArray scores = Linear.linear(seen, pass.parameter("context")).head().squeeze(2);
            NDArray open =
                    Steps.of(input).never(values.getShape().get(1)).map(scores::add).orElse(scores);
            return Signal.of(open.softmax(1).expandDims(1).matMul(values).squeeze(1));
        }
    }
}
