// SPDX-License-Identifier: Apache-2.0
package org.example.faulty;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** A plugin whose build is wrong. */
public final class FaultyPlugin implements SoraPlugin {

    /** Does nothing. */
    public FaultyPlugin() {}

    @Override
    public String name() {
        return "faulty";
    }

    @Override
    public List<SoraType> types() {
        return List.of();
    }
}
