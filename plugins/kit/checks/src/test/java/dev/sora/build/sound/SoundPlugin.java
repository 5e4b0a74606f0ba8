// SPDX-License-Identifier: Apache-2.0
package dev.sora.build.sound;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A plugin, and what is none, to be packed in sound and in faulty ways. */
public final class SoundPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "sound";
    }

    @Override
    public List<SoraType> types() {
        // A library that nobody lends, so that it must be packed.
        Assertions.assertThat(name()).isNotEmpty();
        return List.of();
    }

    /** A class that no service file should name. */
    public static final class NoPlugin {}

    /** One that nobody can create. */
    abstract static class Abstract implements SoraPlugin {}
}
