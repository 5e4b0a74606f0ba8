// SPDX-License-Identifier: Apache-2.0
package dev.sora.detection.particle;

import dev.sora.layers.Activation;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** {@code fpn}: one level of a feature pyramid. */
public final class FpnType implements ParticleType {

    private static final Setting<Long> FILTERS =
            Setting.integer("filters", "Number of output channels.")
                    .atLeast(1)
                    .atMost(65_536)
                    .orElse(64L);
    private static final Setting<String> ACTIVATION =
            Activation.setting(
                            "activation",
                            "Function applied to each value; softmax to the channels of a pixel.")
                    .orElse("relu");

    /** Creates the type. */
    public FpnType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "fpn",
                "One level of a feature pyramid: the first signal is a fine feature map, the second"
                        + " a coarse one, which is enlarged to the size of the first and added.",
                FILTERS,
                ACTIVATION);
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Particle create(Settings settings) {
        return new Fpn(settings.get(FILTERS), Activation.of(settings.get(ACTIVATION)));
    }
}
