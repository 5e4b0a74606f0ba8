// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.sora.particle.ParameterSpec;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.ParticleType;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The type {@code wide-deep} (Cheng et al., 2016, "Wide and deep learning for recommender
 * systems"): the sum of a linear model over indices and numbers and a tower of dense layers.
 * Crossed columns are separate inputs.
 */
final class WideDeepType implements ParticleType {

    private static final Setting<List<Long>> UNITS = Common.units(List.of(128L, 64L));
    private static final FieldSettings FIELDS = FieldSettings.of(16, ColdStart.LEARNED, 0.05);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "wide-deep",
                "A weight for each index and number, and a tower of dense layers over the vectors"
                        + " of the indices and the numbers, added: one value.",
                FIELDS.with(UNITS, Common.ACTIVATION, Common.DROPOUT));
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new WideDeep(FIELDS.linearFields(settings), Tower.of(settings, UNITS));
    }

    /**
     * The first value of each vector is the weight of the wide part; numbers have a separate layer.
     */
    private record WideDeep(Fields fields, Tower tower) implements Particle {

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            Fields.Count count = Fields.count(inputs, "wide-deep");
            List<ParameterSpec> parameters = new ArrayList<>(fields.tables(inputs));
            if (count.numbers() != 0) {
                parameters.addAll(Tower.layer("wide", count.numbers(), 1, 0));
            }
            long in = count.row(fields.width() - 1);
            parameters.addAll(tower.parameters(in));
            parameters.addAll(Tower.layer("score", tower.width(in), 1, 1));
            return ParticlePlan.of(SignalSpec.floats(1), parameters);
        }

        @Override
        public Signal forward(List<Signal> inputs, Pass pass) {
            NDList deep = new NDList();
            NDList wide = new NDList();
            for (NDArray vectors : fields.vectors(inputs, pass)) {
                NDList split = vectors.split(new long[] {1}, 2);
                wide.add(split.get(0).sum(new int[] {1}));
                deep.add(split.get(1).reshape(new Shape(vectors.getShape().get(0), -1)));
            }
            for (NDArray numbers : Fields.numbers(inputs)) {
                wide.add(Tower.layer("wide", numbers, pass));
                deep.add(numbers);
            }
            NDArray rows = deep.size() == 1 ? deep.head() : NDArrays.concat(deep, 1);
            NDArray score = Tower.layer("score", tower.apply(rows, pass), pass);
            for (NDArray part : wide) {
                score = score.add(part);
            }
            return Signal.of(score);
        }
    }
}
