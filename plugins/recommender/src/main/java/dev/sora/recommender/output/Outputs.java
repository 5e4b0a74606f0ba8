// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender.output;

import dev.sora.plugin.SoraType;
import java.util.List;

/** The output types of this plugin. */
public final class Outputs {

    private Outputs() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(new RatingType(), new ClickType(), new ImplicitType());
    }
}
