// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.step;

import dev.sora.core.host.PluginScope;
import dev.sora.core.plan.ResolvedType;
import dev.sora.engine.EngineType;

/** The number of devices that share a training. */
public final class EngineReplicas {

    private EngineReplicas() {}

    /** Returns the number that the settings of an engine name, at least 1. */
    public static int count(ResolvedType<EngineType> engine) {
        return PluginScope.call(
                engine.plugin().loader(), () -> engine.type().replicas(engine.settings()));
    }
}
