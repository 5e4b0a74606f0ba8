// SPDX-License-Identifier: Apache-2.0
package dev.sora.graphs;

import dev.sora.graphs.input.GraphType;
import dev.sora.graphs.particle.GraphParticles;
import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.ArrayList;
import java.util.List;

/** Offers the input {@code graph}, and particles that pass messages along edges. */
public final class GraphsPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "graphs";
    }

    @Override
    public List<SoraType> types() {
        List<SoraType> types = new ArrayList<>();
        types.add(new GraphType());
        types.addAll(GraphParticles.types());
        return List.copyOf(types);
    }
}
