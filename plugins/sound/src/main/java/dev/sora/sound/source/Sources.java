// SPDX-License-Identifier: Apache-2.0
package dev.sora.sound.source;

import dev.sora.plugin.SoraType;
import java.util.List;

/** The source types of this plugin. */
public final class Sources {

    private Sources() {}

    /** Returns the types. */
    public static List<SoraType> types() {
        return List.of(new SoundsType(), new JoinedSoundsType(), new PairedSoundsType());
    }
}
