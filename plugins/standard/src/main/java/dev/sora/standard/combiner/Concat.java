// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.export.OnnxExport;
import dev.sora.export.OnnxGraph;
import dev.sora.export.OnnxValue;
import dev.sora.layers.Signals;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.ShapeException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Concatenates its inputs along one dimension; all other dimensions must agree. */
final class Concat implements Combiner, OnnxExport {

    private static final Setting<Long> AXIS =
            Setting.integer(
                    "axis",
                    "Dimension along which the parts are put side by side, counted from 0 without"
                            + " the batch, or from the end if negative; by default the channels of"
                            + " images and the last dimension of all else.");

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of("concat", "Puts its parts side by side.", AXIS);

    private final Optional<Long> axis;

    Concat(Settings settings) {
        this.axis = settings.find(AXIS);
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        TensorSpec first = Signals.floats(inputs.get(0), "concat");
        int along = axis(first.rank());
        if (along < 0 || along >= first.rank()) {
            throw new ShapeException(
                    "parts that have a dimension " + axis.orElse(-1L),
                    "part 1 is " + first,
                    switch (first.rank()) {
                        case 0 -> "take parts that have dimensions";
                        case 1 -> "remove 'axis', as the parts have one dimension";
                        default -> "set 'axis' to one from 0 to " + (first.rank() - 1);
                    });
        }
        long[] joined = first.shape().getShape().clone();
        for (int i = 1; i < inputs.size(); i++) {
            TensorSpec part = Signals.floats(inputs.get(i), "concat");
            join(joined, part, along, i, first);
        }
        return ParticlePlan.of(SignalSpec.floats(joined));
    }

    private static void join(
            long[] joined, TensorSpec part, int along, int index, TensorSpec first) {
        boolean fits = part.rank() == joined.length;
        for (int d = 0; fits && d < joined.length; d++) {
            long have = part.dimension(d);
            if (d == along) {
                joined[d] = joined[d] < 0 || have < 0 ? TensorSpec.UNKNOWN : joined[d] + have;
            } else {
                fits = joined[d] < 0 || have < 0 || joined[d] == have;
                joined[d] = Math.max(joined[d], have);
            }
        }
        if (!fits) {
            throw new ShapeException(
                    "parts that differ in dimension %d only; part 1 is %s".formatted(along, first),
                    "part %d is %s".formatted(index + 1, part),
                    "put 'flatten' before the parts, or give them equal dimensions");
        }
    }

    @Override
    public Signal combine(CombinerInputs parts, Pass pass) {
        if (parts.isStacked()) {
            int rank = parts.stacked().getShape().dimension() - 2;
            if (axis(rank) == 0) {
                return Signal.of(parts.stacked().flatten(1, 2));
            }
        }
        if (parts.count() == 1) {
            // DJL's concatenation of a single array has no gradient.
            return Signal.of(parts.each().get(0).values());
        }
        NDList values = new NDList(parts.count());
        parts.each().forEach(part -> values.add(part.values()));
        int rank = values.head().getShape().dimension() - 1;
        return Signal.of(NDArrays.concat(values, axis(rank) + 1));
    }

    @Override
    public OnnxValue export(List<OnnxValue> inputs, OnnxGraph graph) {
        List<SignalSpec> specs = inputs.stream().map(part -> SignalSpec.of(part.spec())).toList();
        long along = axis(inputs.get(0).spec().rank()) + 1L;
        return new OnnxValue(
                graph.node(
                        "Concat",
                        inputs.stream().map(OnnxValue::name).toList(),
                        Map.of("axis", along)),
                plan(specs).output().values());
    }

    private int axis(int rank) {
        long wanted = axis.orElse(rank == 3 ? 0L : -1L);
        return (int) (wanted < 0 ? rank + wanted : wanted);
    }
}
