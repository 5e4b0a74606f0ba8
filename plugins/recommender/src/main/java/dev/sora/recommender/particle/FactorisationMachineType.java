// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code factorisation-machine}. */
final class FactorisationMachineType implements ParticleType {

    private static final Setting<Long> FACTORS = Common.factors(16);
    private static final Setting<String> COLD_START = ColdStart.setting(ColdStart.LEARNED);
    private static final Setting<Double> DEVIATION = Common.deviation(0.01);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "factorisation-machine",
                "Bias, a weight for each field and the products of all pairs of fields by their"
                        + " vectors: one value from any number of indices and numbers.",
                FACTORS,
                Common.DROPOUT,
                Common.ID_DROPOUT,
                Pooling.SETTING,
                COLD_START,
                DEVIATION);
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new FactorisationMachine(
                Fields.of(
                        settings,
                        settings.get(FACTORS) + 1,
                        settings.get(COLD_START),
                        settings.get(DEVIATION),
                        true),
                settings.get(Common.DROPOUT));
    }
}
