// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.layers.Activation;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** {@code depthwise_conv2d}: a convolution of each channel by kernels of its own. */
final class DepthwiseConv2dType implements ParticleType {

    static final Setting<Long> MULTIPLIER =
            Setting.integer("multiplier", "Number of filters for each channel.")
                    .atLeast(1)
                    .orElse(1L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "depthwise_conv2d",
                "Convolution of each channel by kernels of its own, which does not mix channels.",
                MULTIPLIER,
                Conv2dType.KERNEL,
                Conv2dType.STRIDE,
                Conv2dType.PADDING,
                Conv2dType.DILATION,
                Conv2dType.BIAS,
                Conv2dType.ACTIVATION,
                Conv2dType.POOL,
                Conv2dType.BATCH_NORM,
                Conv2dType.DROPOUT);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        boolean normalise = settings.get(Conv2dType.BATCH_NORM);
        return new Depthwise(
                settings.get(MULTIPLIER),
                Conv2dType.window(settings),
                settings.find(Conv2dType.BIAS).orElse(!normalise),
                normalise,
                Activation.of(settings.get(Conv2dType.ACTIVATION)),
                settings.get(Conv2dType.POOL),
                settings.get(Conv2dType.DROPOUT));
    }
}
