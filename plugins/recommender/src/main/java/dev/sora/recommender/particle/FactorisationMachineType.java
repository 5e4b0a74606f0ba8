// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;

/** The type {@code factorisation-machine}. */
final class FactorisationMachineType implements ParticleType {

    private static final FieldSettings FIELDS = FieldSettings.of(16, ColdStart.LEARNED, 0.01);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "factorisation-machine",
                "Bias, a weight for each field and the products of all pairs of fields by their"
                        + " vectors: one value from any number of indices and numbers.",
                FIELDS.with(Common.DROPOUT));
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new FactorisationMachine(
                FIELDS.linearFields(settings), settings.get(Common.DROPOUT));
    }
}
