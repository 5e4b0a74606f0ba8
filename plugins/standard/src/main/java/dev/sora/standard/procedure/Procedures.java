// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.procedure;

import dev.sora.plugin.SoraType;
import java.util.List;

/** The training procedures of this plugin. */
public final class Procedures {

    private Procedures() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(new DistillationType(), new DividedType());
    }
}
