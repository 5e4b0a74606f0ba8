// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.particle;

import ai.djl.ndarray.types.DataType;
import dev.sora.export.LowRankChange;
import dev.sora.export.LowRankExport;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code lora}: a dense layer that comes trained, adapted at low rank. */
public final class LoraType implements ParticleType {

    private static final Setting<Long> UNITS =
            Setting.integer("units", "Number of outputs.").atLeast(1).required();
    static final Setting<Long> RANK =
            Setting.integer("rank", "The rank of the change that is learned.")
                    .atLeast(1)
                    .atMost(4096)
                    .orElse(8L);
    static final Setting<Double> ALPHA =
            Setting.number("alpha", "The change is multiplied by alpha / rank.")
                    .above(0)
                    .orElse(16.0);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "lora",
                "A dense layer whose weights stay, with a change of low rank that is learned (LoRA;"
                        + " Hu et al., 2022).",
                UNITS,
                RANK,
                ALPHA);
    }

    /** What is learned is not in a file of the layer. */
    @Override
    public Map<String, String> checkpointNames() {
        Map<String, String> names = new LinkedHashMap<>();
        for (String part : List.of("weight", "bias")) {
            names.put(Adapted.PREFIX + "." + part, Adapted.PREFIX + "." + part);
            names.put(part, Adapted.PREFIX + "." + part);
        }
        return names;
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Adapted(
                settings.get(UNITS), new Lora(settings.get(RANK).intValue(), settings.get(ALPHA)));
    }

    private record Adapted(long units, Lora lora) implements UnaryParticle, LowRankExport {

        private static final String PREFIX = "map";

        @Override
        public ParticlePlan plan(SignalSpec input) {
            TensorSpec values = input.values();
            if (values.type() != DataType.FLOAT32 || values.rank() < 1) {
                throw new ShapeException("numbers, not indices", input);
            }
            long[] shape = values.shape().getShape().clone();
            long in = shape[shape.length - 1];
            shape[shape.length - 1] = units;
            return ParticlePlan.of(
                    input.withValues(TensorSpec.floats(shape)),
                    lora.parameters(PREFIX, in, units, true));
        }

        @Override
        public List<LowRankChange> changes() {
            return lora.changes(PREFIX);
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            Signal mapped = input.withValues(lora.apply(input.values(), pass.within(PREFIX), true));
            // padding would be the bias otherwise
            return input.isSequence() ? mapped.masked() : mapped;
        }
    }
}
