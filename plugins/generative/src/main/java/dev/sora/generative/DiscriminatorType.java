// SPDX-License-Identifier: Apache-2.0
package dev.sora.generative;

import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code discriminator}: the score of a record, high where it looks real. */
final class DiscriminatorType implements OutputType {

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "discriminator",
                "The score of a record, high where it looks real. It takes features, or features"
                        + " and a condition such as a class: 'from: [features, class]' adds the"
                        + " product of the features with a projection of the condition (Miyato and"
                        + " Koyama, 2018).");
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Discriminator();
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return Scores.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of();
    }
}
