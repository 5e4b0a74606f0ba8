// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.combiner;

import ai.djl.ndarray.NDArray;
import dev.sora.combiner.Combiner;
import dev.sora.combiner.CombinerInputs;
import dev.sora.layers.Activation;
import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.util.List;

/**
 * Sums inputs with weights that depend on the inputs of each record: {@code Y = Σ g_i P_i}, {@code
 * g = σ(W [P_1, …, P_n] + b)} (gates as in Hochreiter and Schmidhuber, 1997, one for each input).
 * Gates are equal initially.
 */
final class Gated implements Combiner {

    private static final Setting<String> GATE =
            Setting.choice(
                            "gate",
                            "sigmoid opens each gate on its own; softmax shares one between the"
                                    + " parts.",
                            List.of("sigmoid", "softmax"))
                    .orElse("sigmoid");

    static final TypeDescriptor DESCRIPTOR =
            TypeDescriptor.of(
                    "gated", "Adds its parts, each through a gate that all parts decide.", GATE);

    private final Activation activation;

    Gated(Settings settings) {
        this.activation = Activation.of(settings.get(GATE));
    }

    @Override
    public ParticlePlan plan(List<SignalSpec> inputs) {
        TensorSpec shape = EqualShapes.of(inputs, "gated", 1);
        int count = inputs.size();
        long width = shape.isKnown() ? count * shape.size() : TensorSpec.UNKNOWN;
        return ParticlePlan.of(SignalSpec.of(shape), Gate.even(count).parameters(width));
    }

    @Override
    public Signal combine(CombinerInputs parts, Pass pass) {
        NDArray stacked = parts.stacked();
        NDArray scores = Gate.even(parts.count()).scores(stacked.flatten(1, -1), pass);
        return Signal.of(Mixture.perRecord(stacked, activation.apply(scores)));
    }
}
