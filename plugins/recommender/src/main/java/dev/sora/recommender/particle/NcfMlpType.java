// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The type {@code ncf-mlp}. */
final class NcfMlpType implements ParticleType {

    private static final Setting<List<Long>> UNITS = Common.units(List.of(64L, 32L, 16L));
    private static final FieldSettings FIELDS = FieldSettings.of(32, ColdStart.AVERAGE, 0.05);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "ncf-mlp",
                "Tower of dense layers over vectors of its own for user, item and further indices,"
                        + " and numbers, side by side; with gmf and a concat combiner it is NeuMF.",
                FIELDS.with(UNITS, Common.ACTIVATION, Common.DROPOUT));
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new NcfMlp(FIELDS.fields(settings), Tower.of(settings, UNITS));
    }
}
