// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp;

import dev.sora.data.ColumnType;
import dev.sora.particle.InputParticle;
import dev.sora.particle.InputType;
import dev.sora.particle.ParticleType;
import dev.sora.particle.UnaryParticle;
import dev.sora.testkit.SampleRecords;
import dev.sora.testkit.Workbench;
import java.util.Map;

/** What the plugin offers, by name and settings; and records for it. */
public final class Offers {

    private Offers() {}

    public static UnaryParticle particle(String name, Map<String, ?> raw) {
        ParticleType type = Workbench.type(new NlpPlugin(), ParticleType.class, name);
        return (UnaryParticle) type.create(Workbench.settings(type, raw));
    }

    public static InputParticle input(String name, Map<String, ?> raw) {
        InputType type = Workbench.type(new NlpPlugin(), InputType.class, name);
        return type.create(Workbench.settings(type, raw));
    }

    public static SampleRecords texts(Object... values) {
        return SampleRecords.column("text", ColumnType.TEXT, values);
    }
}
