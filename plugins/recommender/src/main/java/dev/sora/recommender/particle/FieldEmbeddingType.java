// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.layers.Activation;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The type {@code field-embedding}. */
final class FieldEmbeddingType implements ParticleType {

    private static final Setting<Long> FACTORS = Common.factors(16);
    private static final Setting<String> COLD_START = ColdStart.setting(ColdStart.LEARNED);
    private static final Setting<Double> DEVIATION = Common.deviation(0.05);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "field-embedding",
                "One row of numbers from indices and numbers: the vectors of all indices, then the"
                        + " numbers as they are.",
                FACTORS,
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
                new Tower(List.of(), Activation.NONE, 0));
    }
}
