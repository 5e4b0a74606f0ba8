// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
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
import dev.sora.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The type {@code deepfm} (Guo et al., 2017, "DeepFM: a factorization-machine based neural network
 * for CTR prediction"): the sum of a factorisation machine and a tower of dense layers over the
 * same vectors.
 */
final class DeepFmType implements ParticleType {

    private static final Setting<List<Long>> UNITS = Common.units(List.of(128L, 64L));
    private static final FieldSettings FIELDS = FieldSettings.of(16, ColdStart.LEARNED, 0.01);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "deepfm",
                "A factorisation machine and a tower of dense layers over the same vectors, added:"
                        + " one value from any number of indices and numbers.",
                FIELDS.with(UNITS, Common.ACTIVATION, Common.DROPOUT));
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        Fields fields = FIELDS.linearFields(settings);
        return new DeepFm(new FactorisationMachine(fields, 0), Tower.of(settings, UNITS));
    }

    private record DeepFm(FactorisationMachine machine, Tower tower) implements Particle {

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            List<ParameterSpec> parameters = new ArrayList<>(machine.parameters(inputs, "deepfm"));
            long fields = Fields.count(inputs, "deepfm").all();
            long in = fields < 0 ? TensorSpec.UNKNOWN : fields * (machine.fields().width() - 1);
            parameters.addAll(tower.parameters(in));
            parameters.addAll(Tower.layer("score", tower.width(in), 1, 1));
            return ParticlePlan.of(SignalSpec.floats(1), parameters);
        }

        @Override
        public Signal forward(List<Signal> inputs, Pass pass) {
            FactorisationMachine.Parts parts = machine.parts(inputs, pass);
            NDArray factors = parts.factors();
            NDArray rows = factors.reshape(new Shape(factors.getShape().get(0), -1));
            NDArray deep = Tower.layer("score", tower.apply(rows, pass), pass);
            return Signal.of(machine.score(parts, pass).add(deep));
        }
    }
}
