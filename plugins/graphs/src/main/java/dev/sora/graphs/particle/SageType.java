// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs.particle;

import dev.sora.layers.Activation;
import dev.sora.layers.DenseLayer;
import dev.sora.layers.NamedInitialiser;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code graphsage}. */
final class SageType implements ParticleType {

    private static final Setting<Boolean> NORMALISE =
            Setting.bool("normalise", "Whether the values of each node get length 1.")
                    .orElse(false);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "graphsage",
                "GraphSAGE (Hamilton, Ying and Leskovec, 2017): a dense map of a node plus one of"
                        + " the mean of its neighbours.",
                GcnType.UNITS,
                GcnType.ACTIVATION,
                GcnType.BIAS,
                GcnType.DROPOUT,
                NORMALISE,
                GcnType.INITIALISER);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Sage(
                new DenseLayer(
                        settings.get(GcnType.UNITS),
                        settings.get(GcnType.BIAS),
                        NamedInitialiser.of(settings.get(GcnType.INITIALISER))),
                Activation.of(settings.get(GcnType.ACTIVATION)),
                settings.get(GcnType.DROPOUT),
                settings.get(NORMALISE));
    }
}
