// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code max_pool2d} and {@code avg_pool2d}: pool an image with a window. */
final class PoolType implements ParticleType {

    private static final Setting<List<Long>> KERNEL =
            Setting.integers("kernel", "Rows and columns of the window.", 2)
                    .atLeast(1)
                    .orElse(List.of(2L, 2L));
    private static final Setting<List<Long>> STRIDE =
            Setting.integers("stride", "Stride of the window; by default its size.", 2).atLeast(1);
    private static final Setting<List<Long>> PADDING =
            Setting.integers("padding", "Rows and columns put on each side, which do not count.", 2)
                    .atLeast(0)
                    .orElse(List.of(0L, 0L));

    private final boolean greatest;

    PoolType(boolean greatest) {
        this.greatest = greatest;
    }

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                greatest ? "max_pool2d" : "avg_pool2d",
                greatest
                        ? "The maximum of each window of an image."
                        : "The mean of each window of an image.",
                KERNEL,
                STRIDE,
                PADDING);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        List<Long> kernel = settings.get(KERNEL);
        return new Pooling(
                Window.padded(
                        kernel,
                        settings.find(STRIDE).orElse(kernel),
                        List.of(1L, 1L),
                        settings.get(PADDING)),
                greatest);
    }
}
