// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.gpu;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/** Offers the engine {@code gpu}. */
public final class GpuEnginePlugin implements SoraPlugin {

    @Override
    public String name() {
        return "engine-gpu";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new GpuEngineType());
    }
}
