// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks.sound;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;
import org.assertj.core.api.Assertions;

/** A plugin and other classes, for bundles that are valid or faulty. */
public final class SoundPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "sound";
    }

    @Override
    public List<SoraType> types() {
        // A library that Sora does not provide, so it must be packed.
        Assertions.assertThat(name()).isNotEmpty();
        return List.of();
    }

    /** A class that is not a plugin, which a service file must not name. */
    public static final class NoPlugin {}

    /** A plugin class that cannot be instantiated. */
    abstract static class Abstract implements SoraPlugin {}
}
