// SPDX-License-Identifier: Apache-2.0
package dev.sora.similarity;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.similarity.metric.VerificationMetrics;
import dev.sora.similarity.output.EmbeddingType;
import dev.sora.similarity.output.ProjectionType;
import dev.sora.similarity.procedure.ContrastiveType;
import dev.sora.similarity.retrieval.RetrievedTextType;
import java.util.ArrayList;
import java.util.List;

/**
 * Offers the outputs {@code embedding}, {@code projection} and {@code retrieved-text}, the
 * procedure {@code contrastive}, and metrics of verification and identification.
 */
public final class SimilarityPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "similarity";
    }

    @Override
    public List<SoraType> types() {
        List<SoraType> types = new ArrayList<>();
        types.add(new EmbeddingType());
        types.add(new ProjectionType());
        types.add(new RetrievedTextType());
        types.add(new ContrastiveType());
        types.addAll(VerificationMetrics.types());
        return List.copyOf(types);
    }
}
