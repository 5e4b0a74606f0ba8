// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.layers.Activation;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.List;

/** The type {@code field-embedding}. */
final class FieldEmbeddingType implements ParticleType {

    private static final FieldSettings FIELDS = FieldSettings.of(16, ColdStart.LEARNED, 0.05);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "field-embedding",
                "One row of numbers from indices and numbers: the vectors of all indices, then the"
                        + " numbers as they are.",
                FIELDS.with());
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new NcfMlp(FIELDS.fields(settings), new Tower(List.of(), Activation.NONE, 0));
    }
}
