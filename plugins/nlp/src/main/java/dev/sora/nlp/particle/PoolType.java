// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import ai.djl.ndarray.NDArray;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.nlp.layer.Steps;
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
import java.util.List;

/** The type {@code pool}: one vector from the valid steps of a sequence. */
final class PoolType implements ParticleType {

    private static final Setting<String> KIND =
            Setting.choice(
                            "kind",
                            "The mean, the maximum or the sum of the valid steps, feature by"
                                    + " feature, or the last one.",
                            List.of("mean", "max", "sum", "last"))
                    .orElse("mean");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of("pool", "Makes one vector of the steps of a sequence.", KIND);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Pool(settings.get(KIND));
    }

    private record Pool(String kind) implements UnaryParticle, OnnxExport {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            long features = Steps.vectors(input, "pool").dimension(1);
            return ParticlePlan.of(SignalSpec.floats(features));
        }

        @Override
        public boolean exportsSequences() {
            return true;
        }

        @Override
        public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
            OnnxValue input = inputs.get(0);
            StepOperators steps = new StepOperators(graph, input.lengths());
            String values = input.name();
            String result =
                    switch (kind) {
                        case "max" -> steps.max(values);
                        case "sum" -> steps.sum(values);
                        case "last" -> steps.last(values);
                        default -> steps.mean(values);
                    };
            return new OnnxValue(result, TensorSpec.floats(input.spec().dimension(1)));
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            Steps steps = Steps.of(input);
            NDArray values = input.values();
            return Signal.of(
                    switch (kind) {
                        case "max" -> steps.max(values);
                        case "sum" -> steps.sum(values);
                        case "last" -> steps.last(values);
                        default -> steps.mean(values);
                    });
        }
    }
}
