// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.source;

import dev.sora.plugin.SoraType;
import java.util.List;

/** The data sources of this plugin. */
public final class Sources {

    private Sources() {}

    /** Returns their types. */
    public static List<SoraType> types() {
        return List.of(new GeneratedRatingsType());
    }
}
