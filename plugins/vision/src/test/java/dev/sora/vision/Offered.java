// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision;

import dev.sora.particle.CoreParticle;
import dev.sora.particle.CoreType;
import dev.sora.plugin.SoraType;
import dev.sora.testkit.Workbench;
import java.util.Map;

/** What the plugin offers, by the names that a manifest uses. */
public final class Offered {

    private Offered() {}

    /** Returns the type of that name. */
    public static <T extends SoraType> T type(Class<T> kind, String name) {
        return Workbench.type(new VisionPlugin(), kind, name);
    }

    /** Returns a core particle with the given raw settings. */
    public static CoreParticle particle(String name, Map<String, ?> raw) {
        CoreType type = type(CoreType.class, name);
        return type.create(Workbench.settings(type, raw));
    }
}
