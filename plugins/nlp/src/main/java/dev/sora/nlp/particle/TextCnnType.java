// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import dev.sora.layers.Dropout;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.SettingType;
import dev.sora.setting.Settings;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The type {@code text-cnn}. */
final class TextCnnType implements ParticleType {

    private static final Setting<List<Long>> KERNELS =
            Setting.<List<Long>>of(
                            "kernels",
                            "Numbers of steps that windows are wide.",
                            new SettingType.ListOf(
                                    new SettingType.IntegerType(
                                            OptionalLong.of(1), OptionalLong.of(64)),
                                    OptionalInt.empty()),
                            List.class)
                    .orElse(List.of(3L, 4L, 5L));
    private static final Setting<Long> FILTERS =
            Setting.integer("filters", "Number of filters of each width.").atLeast(1).orElse(100L);
    private static final Setting<Double> DROPOUT =
            Dropout.setting(
                    "dropout", "Share of the resulting values that is dropped while training.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "text-cnn",
                "Filters over windows of steps, rectified, and of each filter the maximum over"
                        + " the valid steps (Kim, 2014).",
                KERNELS,
                FILTERS,
                DROPOUT);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new TextCnn(
                settings.get(KERNELS).stream().mapToInt(Long::intValue).boxed().toList(),
                settings.get(FILTERS),
                settings.get(DROPOUT).floatValue());
    }
}
