// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.particle;

import dev.sora.plugin.SoraType;
import java.util.List;

/** The particle types of this plugin. */
public final class Particles {

    private Particles() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                new FactorsType(),
                new GmfType(),
                new NcfMlpType(),
                new FactorisationMachineType(),
                new FieldEmbeddingType(),
                new CrossType(),
                new DeepFmType(),
                new WideDeepType());
    }
}
