// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision.particle;

import dev.sora.layers.Activation;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code separable_conv2d}: a depthwise convolution, then one with a 1 x 1 kernel (Chollet, 2017),
 * with nothing between them.
 */
final class SeparableConv2dType implements ParticleType {

    private static final List<Long> ONE = List.of(1L, 1L);

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "separable_conv2d",
                "Convolution of each channel on its own, then of all channels of a pixel: far fewer"
                        + " weights than 'conv2d'.",
                Conv2dType.FILTERS,
                DepthwiseConv2dType.MULTIPLIER,
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
        Map<String, UnaryParticle> parts = new LinkedHashMap<>();
        parts.put(
                "depthwise",
                new Depthwise(
                        settings.get(DepthwiseConv2dType.MULTIPLIER),
                        Conv2dType.window(settings),
                        false,
                        false,
                        Activation.NONE,
                        0,
                        0));
        parts.put(
                "pointwise",
                new Convolution(
                                settings.get(Conv2dType.FILTERS),
                                Window.same(ONE, ONE, ONE),
                                1,
                                settings.find(Conv2dType.BIAS).orElse(!normalise),
                                normalise,
                                Activation.of(settings.get(Conv2dType.ACTIVATION)),
                                Optional.empty(),
                                settings.get(Conv2dType.DROPOUT))
                        .pooled(settings.get(Conv2dType.POOL)));
        return new Chain(parts);
    }
}
