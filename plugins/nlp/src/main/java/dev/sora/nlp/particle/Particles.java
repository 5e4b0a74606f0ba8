// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.particle;

import dev.sora.plugin.SoraType;
import java.util.List;

/** The particle types of this plugin. */
public final class Particles {

    private Particles() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(
                new EmbeddingType(),
                RecurrentType.lstm(),
                RecurrentType.gru(),
                new TextCnnType(),
                new PoolType(),
                new AttentionPoolType(),
                new TransformerEncoderType());
    }
}
