// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code mf}. */
final class FactorsType implements ParticleType {

    private static final Setting<Long> FACTORS = Common.factors(32);
    private static final Setting<Boolean> BIASES =
            Setting.bool("biases", "Whether users and items have a value of their own as well.")
                    .orElse(true);
    private static final Setting<String> COLD_START = ColdStart.setting(ColdStart.ZERO);
    private static final Setting<Double> DEVIATION = Common.deviation(0.05);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "mf",
                "Matrix factorisation of [user, item]: b_u + b_i + p_u . q_i, one value; with a"
                        + " history as third signal SVD++, p_u + |N(u)|^(-1/2) sum of y_j"
                        + " instead of p_u. The mean is left to the output.",
                FACTORS,
                BIASES,
                Common.DROPOUT,
                Common.ID_DROPOUT,
                COLD_START,
                DEVIATION);
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new Factors(
                settings.get(FACTORS),
                settings.get(BIASES),
                settings.get(Common.DROPOUT),
                new Indices(
                        ColdStart.of(settings.get(COLD_START)), settings.get(Common.ID_DROPOUT)),
                settings.get(DEVIATION));
    }
}
