// SPDX-License-Identifier: Apache-2.0
package dev.sora.standard.input;

import dev.sora.plugin.SoraType;
import java.util.List;

/** The input types of this plugin. */
public final class Inputs {

    private Inputs() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(new PresenceType());
    }
}
