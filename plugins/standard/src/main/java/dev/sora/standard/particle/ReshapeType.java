// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import ai.djl.ndarray.types.Shape;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.Signals;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType.IntegerType;
import dev.sora.setting.SettingType.ListOf;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The type {@code reshape}. */
final class ReshapeType implements ParticleType {

    private static final Setting<List<Long>> SHAPE =
            Setting.<List<Long>>of(
                            "shape",
                            "The new dimensions without the batch; one of them may be -1, which is"
                                    + " what remains.",
                            new ListOf(
                                    new IntegerType(OptionalLong.of(-1), OptionalLong.empty()),
                                    OptionalInt.empty()),
                            List.class)
                    .required();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "reshape", "Gives the values of a record other dimensions.", SHAPE);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Reshape(settings.get(SHAPE).stream().mapToLong(Long::longValue).toArray());
    }

    private record Reshape(long[] shape) implements UnaryParticle, OnnxExport {

        @Override
        public ParticlePlan plan(SignalSpec input) {
            Signals.refuseSequence(input, "reshape");
            TensorSpec values = input.values();
            long[] planned = shape.clone();
            int open = -1;
            long known = 1;
            for (int i = 0; i < shape.length; i++) {
                if (shape[i] > 0) {
                    known *= shape[i];
                } else if (shape[i] == 0 || open >= 0) {
                    throw misfit(values);
                } else {
                    open = i;
                }
            }
            if (values.isKnown()) {
                boolean fits = open < 0 ? values.size() == known : values.size() % known == 0;
                if (!fits) {
                    throw misfit(values);
                }
                if (open >= 0) {
                    planned[open] = values.size() / known;
                }
            }
            TensorSpec output = TensorSpec.of(values.type(), planned);
            return ParticlePlan.of(SignalSpec.of(output));
        }

        @Override
        public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
            OnnxValue input = inputs.get(0);
            long[] batched = new long[shape.length + 1];
            // 0 keeps the batch as it is
            System.arraycopy(shape, 0, batched, 1, shape.length);
            String dimensions = graph.integers(batched);
            return new OnnxValue(
                    graph.node("Reshape", List.of(input.name(), dimensions), Map.of()),
                    plan(SignalSpec.of(input.spec())).output().values());
        }

        private ShapeException misfit(TensorSpec values) {
            String have =
                    values.isKnown()
                            ? "%s, %d values".formatted(values, values.size())
                            : "" + values;
            return new ShapeException(
                    "as many values as " + TensorSpec.of(values.type(), shape) + " has",
                    have,
                    "set 'shape' to dimensions above 0, at most one -1, with the same product");
        }

        @Override
        public Signal forward(Signal input, Pass pass) {
            long[] batched = new long[shape.length + 1];
            batched[0] = input.values().getShape().get(0);
            System.arraycopy(shape, 0, batched, 1, shape.length);
            return Signal.of(input.values().reshape(new Shape(batched)));
        }
    }
}
