// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code upsample}: enlarges images. */
final class UpsampleType implements ParticleType {

    private static final Setting<List<Long>> SCALE =
            Setting.integers("scale", "How many times more rows and columns there are.", 2)
                    .atLeast(1)
                    .atMost(64)
                    .orElse(List.of(2L, 2L));

    static final Setting<String> INTERPOLATION =
            Setting.choice(
                            "interpolation",
                            "'nearest' repeats pixels, 'bilinear' interpolates between their"
                                    + " centres.",
                            List.of("nearest", "bilinear"))
                    .orElse("nearest");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "upsample", "Enlarges images by whole factors.", SCALE, INTERPOLATION);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new Upsampling(
                settings.get(SCALE).get(0),
                settings.get(SCALE).get(1),
                settings.get(INTERPOLATION).equals("bilinear"));
    }
}
