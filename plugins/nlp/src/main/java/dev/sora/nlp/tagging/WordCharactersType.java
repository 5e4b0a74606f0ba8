// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import dev.sora.layers.Dropout;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;

/** The type {@code word-characters}. */
final class WordCharactersType implements ParticleType {

    private static final Setting<Long> UNITS =
            Setting.integer("units", "Number of values that stand for a character.")
                    .atLeast(1)
                    .orElse(25L);
    private static final Setting<Long> FILTERS =
            Setting.integer("filters", "Number of filters, and of values of each word.")
                    .atLeast(1)
                    .orElse(50L);
    private static final Setting<Long> KERNEL =
            Setting.integer("kernel", "Number of characters that a filter sees; odd.")
                    .atLeast(1)
                    .atMost(31)
                    .orElse(3L);
    private static final Setting<Double> DROPOUT =
            Dropout.setting("dropout", "Share of the characters' values that is dropped.");

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "word-characters",
                "A vector of each word from its characters: filters over the characters, and of"
                        + " each the maximum (Ma and Hovy, 2016).",
                UNITS,
                FILTERS,
                KERNEL,
                DROPOUT);
    }

    @Override
    public UnaryParticle create(Settings settings) {
        return new WordCharacters(
                settings.get(UNITS),
                settings.get(FILTERS),
                settings.get(KERNEL).intValue(),
                settings.get(DROPOUT));
    }
}
