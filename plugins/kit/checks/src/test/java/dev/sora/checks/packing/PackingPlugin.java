// SPDX-License-Identifier: Apache-2.0
package dev.sora.checks.packing;

import dev.sora.checks.packed.Library;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** A plugin that packs a library. */
public final class PackingPlugin implements SoraPlugin {

    /** Creates the plugin. */
    public PackingPlugin() {}

    @Override
    public String name() {
        return Library.isEven(2) ? "even" : "odd";
    }

    @Override
    public List<SoraType> types() {
        return List.of();
    }
}
