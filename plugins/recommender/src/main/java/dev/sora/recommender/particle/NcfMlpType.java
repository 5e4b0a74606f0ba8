// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.layers.Activation;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The type {@code ncf-mlp}. */
final class NcfMlpType implements ParticleType {

    private static final Setting<Long> FACTORS = Common.factors(32);
    private static final Setting<List<Long>> UNITS = Common.units(List.of(64L, 32L, 16L));
    private static final Setting<String> COLD_START = ColdStart.setting(ColdStart.AVERAGE);
    private static final Setting<Double> DEVIATION = Common.deviation(0.05);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "ncf-mlp",
                "Tower of dense layers over vectors of its own for user, item and further indices,"
                        + " and numbers, side by side; with gmf and a concat combiner it is NeuMF.",
                FACTORS,
                UNITS,
                Common.ACTIVATION,
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
        return new NcfMlp(
                Fields.of(
                        settings,
                        settings.get(FACTORS),
                        settings.get(COLD_START),
                        settings.get(DEVIATION),
                        false),
                new Tower(
                        settings.get(UNITS),
                        Activation.of(settings.get(Common.ACTIVATION)),
                        settings.get(Common.DROPOUT)));
    }
}
