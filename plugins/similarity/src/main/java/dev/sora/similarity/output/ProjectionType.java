// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity.output;

import dev.sora.metric.Outcome;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.plugin.TypeDescriptor;
import dev.sora.setting.Setting;
import dev.sora.setting.Settings;
import java.util.List;

/** {@code projection}: a vector for each record, without a target. */
public final class ProjectionType implements OutputType {

    private static final Setting<Long> SIZE =
            Setting.integer("size", "Dimensions of the vector.")
                    .atLeast(2)
                    .atMost(4096)
                    .orElse(64L);

    /** Creates the type. */
    public ProjectionType() {}

    @Override
    public TypeDescriptor descriptor() {
        return TypeDescriptor.of(
                "projection",
                "A vector of length 1 for each record, without a target: what the procedure"
                        + " 'contrastive' compares.",
                SIZE);
    }

    @Override
    public Class<? extends Outcome> outcome() {
        return Projected.class;
    }

    @Override
    public List<String> defaultMetrics() {
        return List.of();
    }

    @Override
    public OutputParticle create(Settings settings) {
        return new Projection(new VectorHead(true, settings.get(SIZE)));
    }
}
