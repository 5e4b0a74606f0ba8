// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** {@code noise}: random numbers for each record, which a generator makes something of. */
final class NoiseType implements InputType {

    static final Setting<Long> SIZE =
            Setting.integer("size", "Random numbers for each record, normally distributed.")
                    .atLeast(1)
                    .atMost(1 << 20)
                    .orElse(64L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "noise",
                "Random numbers, drawn in every step and for every record. It reads no"
                        + " column.",
                SIZE);
    }

    @Override
    public InputParticle create(Settings settings) {
        return new Noise(settings.get(SIZE));
    }
}
