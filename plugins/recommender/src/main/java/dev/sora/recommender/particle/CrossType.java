// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.core.Linear;
import dev.sora.particle.Initialiser;
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
 * The type {@code cross}, the cross network of DCN-v2 (Wang et al., 2021, "DCN V2: improved deep
 * and cross network"): {@code x_(l+1) = x_0 * (W_l x_l + b_l) + x_l}, element by element. With a
 * rank r {@code W = U V}, U of r columns and V of r rows.
 */
final class CrossType implements ParticleType {

    private static final Setting<Long> LAYERS =
            Setting.integer("layers", "Number of cross layers.").atLeast(1).atMost(64).orElse(2L);
    private static final Setting<Long> RANK =
            Setting.integer(
                            "rank",
                            "Rank of the weights, which saves work; 0 for weights of full rank.")
                    .atLeast(0)
                    .orElse(0L);
    private static final FieldSettings FIELDS = FieldSettings.of(16, ColdStart.LEARNED, 0.05);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "cross",
                "Cross layers x_0 * (W x + b) + x over one row of numbers; indices among the"
                        + " signals are given vectors first.",
                FIELDS.with(LAYERS, RANK));
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new Cross(
                FIELDS.fields(settings), settings.get(LAYERS).intValue(), settings.get(RANK));
    }

    private record Cross(Fields fields, int layers, long rank) implements Particle {

        @Override
        public ParticlePlan plan(List<SignalSpec> inputs) {
            long width = Fields.count(inputs, "cross").row(fields.width());
            List<ParameterSpec> parameters = new ArrayList<>(fields.tables(inputs));
            for (int i = 1; i <= layers; i++) {
                String name = "cross" + i;
                if (rank > 0) {
                    parameters.add(
                            ParameterSpec.weight(
                                    name + ".down", Initialiser.fanIn(1), rank, width));
                    parameters.add(
                            ParameterSpec.weight(
                                    name + ".weight", Initialiser.fanIn(1), width, rank));
                } else {
                    parameters.add(
                            ParameterSpec.weight(
                                    name + ".weight", Initialiser.fanIn(1), width, width));
                }
                parameters.add(ParameterSpec.bias(name + ".bias", Initialiser.zeros(), width));
            }
            return ParticlePlan.of(SignalSpec.floats(width), parameters);
        }

        @Override
        public Signal forward(List<Signal> inputs, Pass pass) {
            NDArray first = fields.row(inputs, pass);
            NDArray row = first;
            for (int i = 1; i <= layers; i++) {
                String name = "cross" + i;
                NDArray in =
                        rank > 0
                                ? Linear.linear(row, pass.parameter(name + ".down"), null).head()
                                : row;
                row = Tower.layer(name, in, pass).mul(first).add(row);
            }
            return Signal.of(row);
        }
    }
}
