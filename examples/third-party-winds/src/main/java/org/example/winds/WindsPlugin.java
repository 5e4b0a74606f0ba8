// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers types for directions: an input, an output, a metric and a data source. */
public final class WindsPlugin implements SoraPlugin {

    /** Does nothing: Sora creates the plugin whenever it lists the installed plugins. */
    public WindsPlugin() {}

    @Override
    public String name() {
        return "winds";
    }

    @Override
    public List<SoraType> types() {
        // An input and an output may have the same name: a manifest keeps them in separate
        // sections.
        return List.of(
                new DirectionInputType(),
                new DirectionOutputType(),
                new AngularErrorType(),
                new DrawnWindsType());
    }
}
