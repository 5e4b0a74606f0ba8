// SPDX-License-Identifier: Apache-2.0
package dev.sora.vision;

import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
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
    public static UnaryParticle particle(String name, Map<String, ?> raw) {
        ParticleType type = type(ParticleType.class, name);
        return (UnaryParticle) type.create(Workbench.settings(type, raw));
    }
}
