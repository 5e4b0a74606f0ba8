// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers the engine {@code cpu}. */
public final class CpuEnginePlugin implements SoraPlugin {

    @Override
    public String name() {
        return "engine-cpu";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new CpuEngineType());
    }
}
