// SPDX-License-Identifier: Apache-2.0
package dev.sora.testkit.faulty;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** A plugin without faults. */
public final class SoundPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "sound";
    }

    @Override
    public List<SoraType> types() {
        return List.of(FaultyParticle.SOUND);
    }
}
