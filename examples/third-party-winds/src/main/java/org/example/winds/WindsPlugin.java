// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Directions: an input that reads them, an output that predicts them, a metric, and data. */
public final class WindsPlugin implements SoraPlugin {

    /** Does nothing: Sora creates the plugin whenever it lists what is installed. */
    public WindsPlugin() {}

    @Override
    public String name() {
        return "winds";
    }

    @Override
    public List<SoraType> types() {
        // An input and an output may have one name: a manifest never mixes them up.
        return List.of(
                new DirectionInputType(),
                new DirectionOutputType(),
                new AngularErrorType(),
                new DrawnWindsType());
    }
}
