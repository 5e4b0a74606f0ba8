// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code gmf}. */
final class GmfType implements ParticleType {

    private static final Setting<Long> FACTORS = Common.factors(16);
    private static final Setting<String> COLD_START = ColdStart.setting(ColdStart.AVERAGE);
    private static final Setting<Double> DEVIATION = Common.deviation(0.05);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "gmf",
                "Generalised matrix factorisation of [user, item]: the products p_u * q_i, one"
                        + " value a factor.",
                FACTORS,
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
        return new Gmf(
                settings.get(FACTORS),
                settings.get(Common.DROPOUT),
                new Indices(
                        ColdStart.of(settings.get(COLD_START)), settings.get(Common.ID_DROPOUT)),
                settings.get(DEVIATION));
    }
}
