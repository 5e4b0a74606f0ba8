// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code generated-image}: the picture that a generator makes. */
final class GeneratedImageType implements OutputType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "generated-image",
                "The picture that a generator makes: a signal (1 or 3, height, width) to brightness"
                        + " from 0 to 1, by the logistic function. It has no loss of its own: a"
                        + " procedure such as 'adversarial' trains it, with an 'image' input that"
                        + " is normalised to 'unit'.");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new GeneratedImage();
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return GeneratedPictures.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of();
    }
}
