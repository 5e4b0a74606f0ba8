// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.recommender.input.Inputs;
import dev.sora.recommender.metric.RankingMetrics;
import dev.sora.recommender.output.Outputs;
import dev.sora.recommender.particle.Particles;
import dev.sora.recommender.source.Sources;
import java.util.ArrayList;
import java.util.List;

/**
 * Offers inputs, particles, outputs and metrics for recommendation, and a source of synthetic
 * ratings.
 */
public final class RecommenderPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "recommender";
    }

    @Override
    public List<SoraType> types() {
        List<SoraType> types = new ArrayList<>();
        types.addAll(Inputs.types());
        types.addAll(Particles.types());
        types.addAll(Outputs.types());
        types.addAll(RankingMetrics.types());
        types.addAll(Sources.types());
        return List.copyOf(types);
    }
}
