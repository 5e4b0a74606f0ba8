// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.tagging;

import dev.sora.plugin.SoraType;
import java.util.ArrayList;
import java.util.List;

/** The types of this package. */
public final class Tagging {

    private Tagging() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        List<SoraType> types = new ArrayList<>();
        types.add(new TokensType());
        types.add(new WordCharactersType());
        types.add(new TagsType());
        types.addAll(EntityMetrics.types());
        return List.copyOf(types);
    }
}
