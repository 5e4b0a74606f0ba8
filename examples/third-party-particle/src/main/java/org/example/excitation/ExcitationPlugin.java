// SPDX-License-Identifier: Apache-2.0
package org.example.excitation;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers a particle that weights the channels of an image. */
public final class ExcitationPlugin implements SoraPlugin {

    /** Does nothing: Sora creates the plugin whenever it lists the installed plugins. */
    public ExcitationPlugin() {}

    @Override
    public String name() {
        return "excitation";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new SqueezeExcitationType());
    }
}
