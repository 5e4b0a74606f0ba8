// SPDX-License-Identifier: Apache-2.0
package dev.sora.recommender;

import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.OutputParticle;
import dev.sora.particle.OutputType;
import dev.sora.particle.Particle;
import dev.sora.particle.ParticleType;
import dev.sora.plugin.SoraType;
import dev.sora.testkit.Workbench;
import java.util.Map;

/** What the plugin offers, by name and settings. */
public final class Offers {

    private Offers() {}

    public static <T extends SoraType> T type(Class<T> kind, String name) {
        return Workbench.type(new RecommenderPlugin(), kind, name);
    }

    public static Particle particle(String name, Map<String, ?> raw) {
        ParticleType type = type(ParticleType.class, name);
        return type.create(Workbench.settings(type, raw));
    }

    public static InputParticle input(String name, Map<String, ?> raw) {
        InputType type = type(InputType.class, name);
        return type.create(Workbench.settings(type, raw));
    }

    public static OutputParticle output(String name, Map<String, ?> raw) {
        OutputType type = type(OutputType.class, name);
        return type.create(Workbench.settings(type, raw));
    }
}
