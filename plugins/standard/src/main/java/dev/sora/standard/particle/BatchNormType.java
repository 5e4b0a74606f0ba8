// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import dev.sora.layers.BatchNormalisation;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code batch_norm}. */
final class BatchNormType implements ParticleType {

    private static final Setting<Double> MOMENTUM =
            Setting.number(
                            "momentum",
                            "Share of the running mean and variance that a batch leaves.")
                    .atLeast(0)
                    .below(1)
                    .orElse(0.9);
    private static final Setting<Double> EPSILON =
            Setting.number("epsilon", "Added to the variance, so that it is not zero.")
                    .above(0)
                    .orElse(1e-5);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "batch_norm",
                "Normalises each feature, or each channel of images, over the batch; while not"
                        + " training, and in a last minibatch of one value of each, by running means.",
                MOMENTUM,
                EPSILON);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new BatchNorm(
                new BatchNormalisation(
                        settings.get(MOMENTUM).floatValue(), settings.get(EPSILON).floatValue()));
    }
}
