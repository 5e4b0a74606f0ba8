// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.particle;

import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.Arrays;
import java.util.Locale;

/** {@code subword-pool}: a vector for each token from the vectors of its pieces. */
public final class SubwordPoolType implements ParticleType {

    private static final Setting<String> POOLING =
            Setting.choice(
                            "pooling",
                            "Which vector a token has: that of its first or its last piece, or the"
                                    + " mean of all.",
                            Arrays.stream(SubwordPool.Pooling.values())
                                    .map(pooling -> pooling.name().toLowerCase(Locale.ROOT))
                                    .toList())
                    .orElse("first");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "subword-pool",
                "A vector for each token from those of its pieces (the first, as in Devlin et al.,"
                        + " 2019); of two signals: an encoder's steps, and the input token-subwords"
                        + " that it reads.",
                POOLING);
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new SubwordPool(
                SubwordPool.Pooling.valueOf(settings.get(POOLING).toUpperCase(Locale.ROOT)));
    }
}
