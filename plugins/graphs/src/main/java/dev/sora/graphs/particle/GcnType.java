// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.Dropout;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code gcn}. */
final class GcnType implements ParticleType {

    static final Setting<Long> UNITS =
            Setting.integer("units", "Number of values of each node.").atLeast(1).required();
    private static final Setting<Long> MAPPED =
            Setting.integer(
                            "units",
                            "Number of values of each node; by default nothing is mapped, and the"
                                    + " values that it reads are summed (Wu et al., 2019).")
                    .atLeast(1);
    static final Setting<String> ACTIVATION =
            Activation.setting("activation", "Function applied to the result.").orElse("none");
    static final Setting<Boolean> BIAS =
            Setting.bool("bias", "Whether a learned bias is added.").orElse(true);
    static final Setting<Double> DROPOUT =
            Dropout.setting("dropout", "Share of the values it reads that is dropped in training.");
    static final Setting<String> INITIALISER = NamedInitialiser.setting();

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "gcn",
                "Graph convolution (Kipf and Welling, 2017): a dense map, then the sum over a node"
                        + " and its neighbours, divided by the roots of their degrees.",
                MAPPED,
                ACTIVATION,
                BIAS,
                DROPOUT,
                INITIALISER);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Gcn(
                settings.find(MAPPED)
                        .map(
                                units ->
                                        new DenseLayer(
                                                units,
                                                false,
                                                NamedInitialiser.of(settings.get(INITIALISER)))),
                settings.get(BIAS),
                Activation.of(settings.get(ACTIVATION)),
                settings.get(DROPOUT));
    }
}
