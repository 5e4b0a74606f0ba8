// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.particle;

import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** The type {@code modality-dropout}. */
final class ModalityDropoutType implements ParticleType {

    private static final Setting<Double> RATE =
            Setting.number("rate", "Share of the records that lack the signal while training.")
                    .atLeast(0)
                    .below(1)
                    .orElse(0.2);
    private static final Setting<String> FILL =
            Setting.choice(
                            "fill",
                            "What replaces a missing signal: a learned vector, or zeros.",
                            List.of("learned", "zeros"))
                    .orElse("learned");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "modality-dropout",
                "Replaces the whole signal of records that lack it: of those whose value of the"
                        + " second signal, a 'presence', is 0, and of a random share while training"
                        + " (Neverova et al., 2016).",
                RATE,
                FILL);
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new ModalityDropout(
                settings.get(RATE).floatValue(), settings.get(FILL).equals("learned"));
    }
}
